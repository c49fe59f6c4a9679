import { describe, expect, it } from 'vitest'
import { makeHostileFindings, makeReport, renderWhole } from './report-fixtures.ts'
import { showPath } from './shown-text.ts'

/** RFC 4180, section 2, read by the letter. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/gu)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '\n') rows.push([])
  }
  return rows.slice(0, -1)
}

async function render(): Promise<string[][]> {
  return parseCsv(await renderWhole(makeReport(makeHostileFindings()), 'csv'))
}

describe('the CSV report', () => {
  it('has a heading, and as many cells in every row', async () => {
    const [heading = [], ...rows] = await render()
    expect(heading.slice(0, 3)).toEqual(['record', 'verdict', 'path'])
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([heading.length]))
    expect(new Set(rows.map(([record]) => record))).toEqual(new Set(['finding', 'error', 'report']))
  })

  it('has no cell that a spreadsheet would run', async () => {
    for (const cell of (await render()).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/u)
  })

  it('has nothing invisible in it, and every name', async () => {
    const rows = await render()
    const paths = rows.filter(([record]) => record === 'finding').map((row) => row[2])
    expect(paths.map((path) => path?.replace(/^'/u, ''))).toEqual(makeHostileFindings().map(showPath))
    for (const cell of rows.flat()) expect(cell).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  it('says at its end what it is a report of', async () => {
    const facts = new Map((await render()).filter(([record]) => record === 'report').map((row) => [row[2], row.at(-1)]))
    expect(facts.get('Run')).toBe('run_20261120_212501')
    expect(facts.get('Count: edited')).toBe('24')
    expect(facts.get('Command')).toContain('assay verify')
    expect(facts.get('Seal: Left')).toMatch(/^intact [0-9a-f]{64}$/u)
    expect(facts.get('Digest of the findings of this report')).toMatch(/^[0-9a-f]{64}$/u)
  })
})
