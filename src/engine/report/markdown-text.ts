import { escapeText } from '../../shared/text/escape-name.ts'

/** Text as a code span that nothing in it can end, also within a table. */
export function codeSpan(text: string): string {
  const longestRun = Math.max(0, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length))
  const fence = '`'.repeat(longestRun + 1)
  // Spaces between fence and text are taken off again, one on each side, unless all is spaces.
  const pad = /^[` ]|[` ]$/u.test(text) && /[^ ]/u.test(text) ? ' ' : ''
  return `${fence}${pad}${text.replaceAll('|', String.raw`\|`)}${pad}${fence}`
}

/** Text outside a code span: no emphasis, link, HTML, entity or automatic link comes of it. */
export function plainText(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+!|~@<>&]|:(?=\/\/)|(?<=www)\.|^[-=]/giu, String.raw`\$&`)
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`
}

/** Lines as they are to be copied, in a fence longer than any within. */
export function codeBlock(blocks: readonly string[]): string {
  const text = blocks.join('\n')
  const longestRun = Math.max(2, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length))
  const fence = '`'.repeat(longestRun + 1)
  return `${fence}sh\n${text.split('\n').map(escapeText).join('\n')}\n${fence}\n`
}
