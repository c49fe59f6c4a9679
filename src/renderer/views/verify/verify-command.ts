import type { Capabilities } from '../../../shared/ipc/library-schemas.ts'
import type { VerifyResult } from '../../../shared/model/run.ts'
import { quoteCommand } from '../../format/command-line.ts'

/** The command line that does the same verify. */
export function verifyCommandOf(result: VerifyResult, platform: Capabilities['platform']): string {
  const { left, right, isQuick, isStrict } = result
  const words = ['assay', 'verify', left.location, right.location]
  if (isQuick) words.push('--quick')
  if (isStrict) words.push('--strict')
  return quoteCommand(words, platform)
}
