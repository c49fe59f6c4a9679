import type { ScanError } from '../../shared/model/run.ts'
import { escapeName, escapeText } from './escape-name.ts'

/** "error: x/a.bin: EACCES: permission denied". */
export function describeError(error: ScanError): string {
  const message = error.message.startsWith(error.code) ? error.message : `${error.code}: ${error.message}`
  return `error: ${escapeName(error.path)}: ${escapeText(message)}`
}
