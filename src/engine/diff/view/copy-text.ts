import type { Finding } from '../../../shared/model/verdict.ts'
import type { Entry } from '../../../shared/model/entry.ts'
import type { FindingList } from '../finding-list.ts'

const maxLines = 10_000
const heading = [
  'verdict',
  'path',
  'from_path',
  'left_size_bytes',
  'right_size_bytes',
  'left_digest',
  'right_digest',
  'evidence',
]

/** Findings as tab-separated lines with a heading, to be pasted into a sheet or a mail. */
export function copyFindings(findings: FindingList): { text: string; copiedCount: number; matchedCount: number } {
  const copiedCount = Math.min(findings.length, maxLines)
  const lines = Array.from({ length: copiedCount }, (_, at) => toLine(findings.at(at)))
  return { text: `${[heading.join('\t'), ...lines].join('\n')}\n`, copiedCount, matchedCount: findings.length }
}

function toLine({ verdict, path, fromPath, left, right, evidence }: Finding): string {
  const cells = [verdict, path, fromPath ?? '', sizeOf(left), sizeOf(right), digestOf(left), digestOf(right), evidence]
  return cells.map(escapeTableCell).join('\t')
}

function sizeOf(entry: Entry | undefined): string {
  return entry?.sizeBytes === undefined ? '' : String(entry.sizeBytes)
}

function digestOf(entry: Entry | undefined): string {
  const [first] = Object.entries(entry?.digests ?? {})
  return first === undefined ? '' : first.join(':')
}

/** Makes a text fit a cell of tab-separated lines: one cell stays one cell, and no sheet takes a name for a formula. */
export function escapeTableCell(text: string): string {
  // oxlint-disable-next-line no-control-regex -- Control characters are what is looked for.
  const plain = text.replace(/[\u0000-\u001f\u007f]/gu, (character) => JSON.stringify(character).slice(1, -1))
  return /^[=+\-@]/u.test(plain) ? `'${plain}` : plain
}
