import type { RunSnapshot } from '../../../shared/model/run.ts'
import { showDialog } from '../../stores/dialog-store.ts'

/** Opens the sheet of the same verify, with the choices that were made for it. */
export function verifyAgain(run: RunSnapshot): void {
  const { manifestId, location, result } = run
  if (manifestId === undefined) return
  const choices = result?.kind === 'verify' ? { isQuick: result.isQuick, isStrict: result.isStrict } : undefined
  showDialog({ kind: 'verify', manifestId, location, ...choices })
}
