import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeSpan, plainText } from './markdown-text.ts'
import { makeHostileFindings, makeReport, renderWhole } from './report-fixtures.ts'
import { showPath } from './shown-text.ts'

/** Cells of a table row as GitHub splits them: at bars that no backslash stands before, code or not. */
function splitCells(row: string): string[] {
  const cells = row.match(/(?:\\.|[^|\\])+|\\$/gu) ?? []
  return cells.map((cell) => cell.replaceAll(String.raw`\|`, '|').trim()).filter((cell) => cell !== '')
}

/** The text of a code span as CommonMark, section 6.1, reads it. */
function readCodeSpan(markdown: string): string {
  const fence = /^`+/u.exec(markdown)?.[0] ?? ''
  const inner = markdown.slice(fence.length, -fence.length)
  const closing = new RegExp(`(?<!\`)${fence}(?!\`)`, 'u')
  if (fence === '' || !markdown.endsWith(fence) || closing.test(inner)) throw new Error(`${markdown} is no code span`)
  const isPadded = inner.startsWith(' ') && inner.endsWith(' ') && /[^ ]/u.test(inner)
  return isPadded ? inner.slice(1, -1) : inner
}

describe('text in Markdown', () => {
  it('stays in its code span, whatever it is', () => {
    const text = fc.string({ unit: fc.constantFrom('`', ' ', '|', 'a', '*', '<'), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(text, (any) => {
        expect(readCodeSpan(codeSpan(any).replaceAll(String.raw`\|`, '|'))).toBe(any)
      }),
    )
  })

  it('has an escape before everything that means something', () => {
    expect(plainText('<b> [a](b) *c* www.x.org http://y @z')).toBe(
      String.raw`\<b\> \[a\]\(b\) \*c\* www\.x.org http\://y \@z`,
    )
  })
})

describe('the Markdown report', () => {
  it('has a row of five cells for every finding, with its name', async () => {
    const findings = makeHostileFindings()
    const text = await renderWhole(makeReport(findings), 'md')
    const start = text.indexOf('| Verdict | Path |')
    const rows = text.slice(start, text.indexOf('\n\n', start)).split('\n').slice(2)
    expect(rows).toHaveLength(findings.length)
    const names = rows.map((row) => splitCells(row)[1] ?? '')
    expect(names.map(readCodeSpan)).toEqual(findings.map(showPath))
  })

  it('has no markup outside code that a name brought in', async () => {
    const text = await renderWhole(makeReport(makeHostileFindings()), 'md')
    const outside = text.replaceAll(/```[\s\S]*?```/gu, '').replaceAll(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/gu, '')
    expect(outside).not.toMatch(/(?<!\\)</u)
    expect(outside).not.toMatch(/(?<!\\)\]\(/u)
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u200b]/u)
  })
})
