import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { systemErrorCode } from '../../shared/errors/system-error.ts'

/** Field 22 of /proc/<pid>/stat, counted after the command, which may hold spaces and parentheses itself. */
const startTimeField = 19

/** A process, told apart from a later one that was given the same id. */
export interface ProcessIdentity {
  readonly host: string
  readonly processId: number
  /** When it started, in the system's own terms; empty where the system does not say. */
  readonly processStart: string
}

function readProcessStart(processId: number): string {
  try {
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    return `${bootId}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[startTimeField] ?? ''}`
  } catch {
    // Only Linux has these files: elsewhere the id alone must do.
    return ''
  }
}

let own: ProcessIdentity | undefined

/** A process of this machine that runs now. */
export function identifyProcess(processId: number): ProcessIdentity {
  return { host: hostname(), processId, processStart: readProcessStart(processId) }
}

/** The process this is. */
export function ownProcess(): ProcessIdentity {
  own ??= identifyProcess(process.pid)
  return own
}

/** Whether that very process runs, under any user. A process of another machine counts as running: nobody here can tell. */
export function isProcessRunning(identity: ProcessIdentity): boolean {
  if (identity.host !== hostname()) return true
  try {
    process.kill(identity.processId, 0)
  } catch (error) {
    // EPERM: it runs, under another user.
    if (systemErrorCode(error) === 'ESRCH') return false
  }
  return readProcessStart(identity.processId) === identity.processStart
}
