import type { ReportFormat } from '../../../shared/model/report.ts'

const longestPart = 60
const longestName = 200
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/iu

/** A name from the file system as a part of a file name that every system takes. */
function safePart(text: string): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replaceAll(/-{2,}/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/gu, '')
  return Array.from(plain).slice(0, longestPart).join('')
}

/** `<left>-vs-<right>_<run-id>`, or with what was done where both have one name; without an extension. */
export function suggestName(work: string, names: readonly string[], runId: string): string {
  const [first = '', second] = names.map(safePart)
  const isPair = second !== undefined && second !== '' && second !== first
  const subject = isPair ? `${first}-vs-${second}` : [first, work].filter((part) => part !== '').join('-')
  return [subject, safePart(runId)].filter((part) => part !== '').join('_')
}

/** A name as that of a new file, without its extension; 'export' where nothing of it is left. */
export function suggestPart(name: string): string {
  return safePart(name) || 'export'
}

/** What is wrong with a name typed for a new file, in words; null when nothing is. */
export function whyNameRefused(name: string): string | null {
  if (name.trim() === '') return 'A file needs a name.'
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[/\\\u0000-\u001f<>:"|?*]/u.test(name)) return 'A name cannot hold / \\ < > : " | ? * or control characters.'
  if (reserved.test(name.trim())) return 'Windows keeps this name for a device.'
  return name.length > longestName ? 'This name is too long.' : null
}

export function fileNameOf(name: string, format: ReportFormat): string {
  return `${name.trim()}.${format}`
}
