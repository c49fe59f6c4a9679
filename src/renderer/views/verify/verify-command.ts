import type { Capabilities } from '../../../shared/ipc/library-schemas.ts'
import type { VerifyResult } from '../../../shared/model/run.ts'

const harmless = /^[\w@%+=:,./-]+$/

/** A path as one word of the platform's usual shell. */
function quote(path: string, platform: Capabilities['platform']): string {
  if (platform === 'win32') return `"${path}"`
  return harmless.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}

/** The command line that does the same verify. */
export function verifyCommandOf(result: VerifyResult, platform: Capabilities['platform']): string {
  const { left, right, isQuick, isStrict } = result
  const words = ['assay verify', quote(left.location, platform), quote(right.location, platform)]
  if (isQuick) words.push('--quick')
  if (isStrict) words.push('--strict')
  return words.join(' ')
}
