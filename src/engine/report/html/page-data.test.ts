import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SealBuilder } from '../../manifest/seal.ts'
import { makeFinding, makeHostileFindings, makeReport, renderWhole } from '../report-fixtures.ts'
import { checkDigests } from './page/check-digests.ts'
import { FindingIndex } from './page/finding-index.ts'
import { MerkleTree } from './page/merkle.ts'
import { parseFinding } from './page/parse-finding.ts'
import { splitReport } from './page/report-data.ts'
import { sha256, toHex } from './page/sha256.ts'

const textOf = (findings = makeHostileFindings()) => renderWhole(makeReport(findings), 'json')
const altered = async (text: string) => {
  const sections = await checkDigests(splitReport(text), () => undefined)
  return sections.filter(({ stated, computed }) => stated !== computed).map(({ name }) => name)
}

describe("the page's own SHA-256", () => {
  it('agrees with that of Node for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(toHex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'))
      }),
    )
  })

  it.each([0, 55, 56, 63, 64, 119, 120, 100_000])('agrees at the length %d', (length) => {
    const bytes = new Uint8Array(length).fill(0xa5)
    expect(toHex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'))
  })
})

it("gives the Merkle roots that the engine's seal gives", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 40 }), (lines) => {
      const tree = new MerkleTree()
      const seal = new SealBuilder()
      for (const line of lines) {
        tree.add(line)
        seal.addLeafLine(Buffer.from(line))
      }
      expect(tree.finish()).toBe(seal.finish())
    }),
  )
})

describe("the page's check", () => {
  it.each([0, 1, 5, 1500])('finds a report of %d findings intact', async (count) => {
    expect(await altered(await textOf(Array.from({ length: count }, (_, index) => makeFinding(index))))).toEqual([])
  })

  it('names the section that was altered', async () => {
    const text = await textOf()
    expect(await altered(text.replace('"verdict":"edited"', '"verdict":"added"'))).toEqual(['findings'])
    expect(await altered(text.replace('permission denied"}\n', 'all is well"}\n'))).toEqual(['errors'])
    expect(await altered(text.replace('"status":"incomplete"', '"status":"clean"'))).toEqual(['summary'])
    const lines = text.split('\n')
    const swapped = [...lines.slice(0, 3), lines[4], lines[3], ...lines.slice(5)].join('\n')
    expect(await altered(swapped)).toEqual(['findings'])
    expect(await altered([...lines.slice(0, 5), ...lines.slice(6)].join('\n'))).toEqual(['findings'])
  })

  it('refuses what is laid out as no report is', () => {
    for (const text of ['', '{}', '{"format":"assay-report","version":2,\n"summary":{},\n']) {
      expect(() => splitReport(text)).toThrow('altered')
    }
  })
})

describe('the findings of a page', () => {
  it('are the findings that were reported', async () => {
    const findings = [...makeHostileFindings(), ...Array.from({ length: 12 }, (_, index) => makeFinding(index))]
    expect(splitReport(await textOf(findings)).findings.map(parseFinding)).toEqual(findings)
  })

  it('are found by verdict, and by any part of path, digest or evidence', async () => {
    const findings = Array.from({ length: 60 }, (_, index) => makeFinding(index))
    const index = new FindingIndex(splitReport(await textOf(findings)).findings)
    const select = (verdicts: string[], search: string) => index.select(new Set(verdicts), search, () => false)
    expect(await select([], '')).toHaveLength(60)
    expect(await select(['moved'], '')).toHaveLength(10)
    expect(await select([], 'MEASUREMENT_59')).toEqual([59])
    expect(await select(['removed', 'moved'], 'raw/3.')).toEqual([3])
    expect(await select([], 'no such thing')).toEqual([])
    expect(index.countVerdicts().get('edited')).toBe(10)
  })
})
