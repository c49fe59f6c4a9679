import { describe, expect, it } from 'vitest'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { folderCapabilities } from './compare-rows.ts'
import { compare, file, tableOf } from './diff-fixtures.ts'
import { listFindings, type FindingList } from './finding-list.ts'

function findingsOf(
  left: EntryColumns,
  right: EntryColumns,
  isStrict = false,
): { findings: FindingList; others: FindingList } {
  return listFindings(compare(left, right, { isStrict }))
}

describe('an added file', () => {
  it('is noted as a copy where the baseline has its content', () => {
    const left = tableOf(file('a', 'q'), file('b', 'empty'))
    const { findings } = findingsOf(left, tableOf(file('a', 'q'), file('b', 'empty'), file('c', 'q')))
    expect(findings.length).toBe(1)
    expect(findings.at(0)).toMatchObject({
      verdict: 'added',
      path: 'c',
      evidence: expect.stringContaining('a copy of a'),
    })
  })

  it('is no copy for being empty like another', () => {
    const left = tableOf(file('a', ''))
    const { findings } = findingsOf(left, tableOf(file('a', ''), file('c', '')))
    expect(findings.at(0).evidence).not.toContain('copy')
  })
})

it('says which format cannot tell an edit from corruption', () => {
  const list = { ...folderCapabilities, name: 'hashdeep', hasTimes: false }
  const comparison = compare(tableOf(file('a', 'q', { modifiedNs: undefined as never })), tableOf(file('a', 'r')), {
    leftFormat: list,
  })
  expect(listFindings(comparison).findings.at(0).evidence).toMatch(
    /hashdeep has no modification time: cannot tell an edit from corruption/u,
  )
})

it('says in one clause what a format has neither of', () => {
  const list = { ...folderCapabilities, name: 'a list', hasTimes: false, hasSizes: false }
  const bare = { sizeBytes: undefined as never, modifiedNs: undefined as never }
  const comparison = compare(tableOf(file('a', 'q', bare)), tableOf(file('a', 'r')), { leftFormat: list })
  expect(listFindings(comparison).findings.at(0).evidence).toMatch(
    /\); a list has neither size nor modification time: cannot tell/u,
  )
})

describe('findings', () => {
  const left = tableOf(
    file('edited', 'a'),
    file('gone', 'b'),
    file('rot', 'c'),
    file('same', 'd'),
    file('touched', 'e'),
  )
  const right = tableOf(
    file('edited', 'A', { modifiedNs: 2n }),
    file('new', 'f'),
    file('rot', 'C'),
    file('same', 'd'),
    file('touched', 'e', { modifiedNs: 2n }),
  )

  it('come loudest first, apart from what needs no attention', () => {
    const { findings, others } = findingsOf(left, right)
    const verdictsOf = (list: FindingList): string[] =>
      Array.from({ length: list.length }, (_, i) => list.at(i).verdict)
    expect(verdictsOf(findings)).toEqual(['suspected-corruption', 'edited', 'removed', 'added'])
    expect(verdictsOf(others).toSorted()).toEqual(['touched', 'unchanged'])
    expect(verdictsOf(findingsOf(left, right, true).findings)).toContain('touched')
  })

  it('carry both sides and their evidence', () => {
    const { findings } = findingsOf(left, right)
    expect(findings.at(0)).toMatchObject({ path: 'rot', left: { path: 'rot' }, right: { path: 'rot' } })
    expect(findings.at(0).evidence).toMatch(/sha256 63000000 → 43000000.*size is the same.*the mark of bit rot/u)
  })

  it('are selected by verdict and by any part of a path, whatever its case', () => {
    const { findings } = findingsOf(left, right)
    const pathsOf = (rows: Uint32Array): string[] => Array.from(rows, (row) => findings.at(row).path)
    expect(pathsOf(findings.select({ verdicts: ['edited', 'added'], search: '' }))).toEqual(['edited', 'new'])
    expect(pathsOf(findings.select({ verdicts: [], search: 'RO' }))).toEqual(['rot'])
    expect(() => findings.at(4)).toThrow(RangeError)
  })
})

it('says when nothing but a CRC-32 tells that content is the same', () => {
  const withCrc = (path: string): EntryColumns => {
    const builder = new EntryColumnsBuilder(['crc32'])
    builder.append(0, Buffer.from(path))
    builder.digestFlags[0] = 1
    return builder.finish()
  }
  const { findings } = listFindings(compare(withCrc('a'), withCrc('b')))
  expect(findings.at(0)).toMatchObject({ verdict: 'moved', evidence: expect.stringContaining('By CRC-32 alone') })
  expect(findingsOf(tableOf(file('a', 'q')), tableOf(file('b', 'q'))).findings.at(0).evidence).not.toContain('CRC')
})
