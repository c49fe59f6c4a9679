import type { Repair } from '../../../../shared/ipc/pipeline-schemas.ts'
import { usualProcesses } from '../../../../shared/model/usual-processes.ts'

const maxLength = 200

export interface ProcessChoice {
  /** What is asked of the repair; null where the manifest says it, or its name does and nothing else was typed. */
  readonly process: string | null
  /** What stands in the field. */
  readonly text: string
  /** Of which process the manifest will be; null as long as nobody says. */
  readonly shown: string | null
  readonly isReady: boolean
  /** Why it cannot be repaired like this. */
  readonly error: string | null
  /** What to know of this process before. */
  readonly note: string | null
}

/** Whose manifest a repair makes: what was typed, where the manifest itself does not say it any more. */
export function chooseProcess(
  plan: Pick<Repair, 'process' | 'isProcessOpen'> | null,
  typed: string | null,
): ProcessChoice {
  if (plan === null || !plan.isProcessOpen) {
    return { process: null, text: '', shown: plan?.process ?? null, isReady: true, error: null, note: null }
  }
  const text = typed ?? plan.process ?? ''
  const process = text.trim() === '' ? null : text.trim()
  const error = process !== null && process.length > maxLength ? `At most ${maxLength} characters.` : null
  const isReady = process !== null && error === null
  return { process, text, shown: process, isReady, error, note: process === null ? null : describeUnusual(process) }
}

function describeUnusual(process: string): string | null {
  if (usualProcesses.includes(process)) return null
  return `A pipeline that knows only ${usualProcesses.join(', ')} cannot load it.`
}
