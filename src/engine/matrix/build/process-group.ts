import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { isProcessRunning, type ProcessIdentity } from '../../workspace/process-identity.ts'

/** Time between asking a builder to end and ending it. */
export const stopGraceMs = 5000
const lookMs = 50

/** Builders of this process, by the id of their leader. They outlive it unless they are ended. */
const liveGroups = new Set<number>()

/** Counts a builder's group as live until the returned function is called. */
export function holdGroup(leaderId: number): () => void {
  liveGroups.add(leaderId)
  return () => liveGroups.delete(leaderId)
}

/** Ends every builder of this process at once: for a process that is about to end by force. */
export function killBuilders(): void {
  for (const leaderId of liveGroups) signalGroup(leaderId, 'SIGKILL')
}

/** Signals all processes of a group; false where there are none. */
export function signalGroup(leaderId: number, signal: NodeJS.Signals | 0): boolean {
  if (process.platform === 'win32') return signalWindowsTree(leaderId, signal)
  try {
    process.kill(-leaderId, signal)
    return true
  } catch {
    // ESRCH: all have ended. EPERM: what has that id is not ours any more.
    return false
  }
}

// Windows has no groups and no SIGTERM: the tree is ended as a whole.
function signalWindowsTree(leaderId: number, signal: NodeJS.Signals | 0): boolean {
  if (signal === 0) return false
  spawn('taskkill', ['/pid', String(leaderId), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).on(
    'error',
    () => undefined,
  )
  return true
}

/** Ends a builder that outlived the Assay that started it: asked first, then by force. */
export async function endOrphan(builder: ProcessIdentity): Promise<void> {
  const startedMs = performance.now()
  let signal: NodeJS.Signals = 'SIGTERM'
  signalGroup(builder.processId, signal)
  while (isProcessRunning(builder)) {
    await pause(lookMs)
    if (signal === 'SIGKILL' || performance.now() - startedMs < stopGraceMs) continue
    signal = 'SIGKILL'
    signalGroup(builder.processId, signal)
  }
  // Those it started may go on without their leader.
  signalGroup(builder.processId, 'SIGKILL')
}
