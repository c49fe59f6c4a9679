import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verdicts } from '../../shared/model/verdict.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { kindFile, type EntryColumns } from '../table/entry-columns.ts'
import { isMovedAway, readFinding } from './comparison.ts'
import { compare } from './diff-fixtures.ts'

interface Mixed {
  readonly path: string
  /** A letter for each digest; one that is left out is not known. */
  readonly md5?: string
  readonly sha256?: string
}

function tableOf(entries: readonly Mixed[]): EntryColumns {
  const builder = new EntryColumnsBuilder(['md5', 'sha256'], 1)
  for (const { path, md5, sha256 } of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const row = builder.append(kindFile, Buffer.from(path))
    builder.sizes[row] = 1
    const start = row * builder.digestStride
    if (md5 !== undefined) builder.digests.fill(md5.charCodeAt(0), start, start + 16)
    if (sha256 !== undefined) builder.digests.fill(sha256.charCodeAt(0), start + 16, start + 48)
    builder.digestFlags[row] = (md5 === undefined ? 0 : 1) + (sha256 === undefined ? 0 : 2)
  }
  return builder.finish()
}

function describeMixed(left: readonly Mixed[], right: readonly Mixed[]): string[] {
  const comparison = compare(tableOf(left), tableOf(right))
  const { columns } = comparison
  return [...Array(columns.count).keys()]
    .filter((row) => !isMovedAway(columns, row))
    .map((row) => {
      const { verdict, path, fromPath } = readFinding(comparison, row)
      return `${verdict} ${fromPath === undefined ? path : `${fromPath} -> ${path}`}`
    })
}

describe('files of which some have one digest and some another', () => {
  it('are paired by whichever both have', () => {
    const left = [
      { path: 'a/1', md5: 'p' },
      { path: 'a/2', sha256: 'Q' },
      { path: 'a/3', md5: 'r', sha256: 'R' },
    ]
    const right = [
      { path: 'b/4', md5: 'p', sha256: 'P' },
      { path: 'b/5', md5: 'q', sha256: 'Q' },
      { path: 'b/6', md5: 'r' },
    ]
    const moved = ['moved a/1 -> b/4', 'moved a/2 -> b/5', 'moved a/3 -> b/6']
    expect(describeMixed(left, right)).toEqual(moved)
  })

  it('are one content where a third file has the digests of both, and a group where nothing tells them apart', () => {
    const left = [
      { path: 'a/1', md5: 'p' },
      { path: 'a/2', sha256: 'P' },
    ]
    const right = [
      { path: 'b/3', md5: 'p', sha256: 'P' },
      { path: 'b/4', md5: 'p' },
    ]
    expect(describeMixed(left, right)).toEqual([
      'ambiguous-move a/1',
      'ambiguous-move a/2',
      'ambiguous-move b/3',
      'ambiguous-move b/4',
    ])
  })

  it('are not paired by one digest where another says that contents differ', () => {
    const left = [
      { path: 'a/1', md5: 'p', sha256: 'P' },
      { path: 'a/2', md5: 's' },
    ]
    const right = [
      { path: 'b/3', md5: 'p', sha256: 'X' },
      { path: 'b/4', md5: 's', sha256: 'S' },
    ]
    expect(describeMixed(left, right)).toEqual(['removed a/1', 'added b/3', 'moved a/2 -> b/4'])
  })

  it('are noted as copies by whichever both have', () => {
    const left = [
      { path: 'a', md5: 'p' },
      { path: 'b', sha256: 'Q' },
    ]
    const right = [...left, { path: 'c', md5: 'p', sha256: 'P' }, { path: 'd', md5: 'q', sha256: 'Q' }]
    const comparison = compare(tableOf(left), tableOf(right))
    expect([2, 3].map((row) => readFinding(comparison, row).evidence)).toEqual([
      'Only on the right; a copy of a, which has the same content (1 byte).',
      'Only on the right; a copy of b, which has the same content (1 byte).',
    ])
  })

  it('are never lost, and lie together only with their own content', () => {
    const file = fc.record({ content: fc.constantFrom('p', 'q', 'r'), known: fc.constantFrom(1, 2, 3) })
    fc.assert(
      fc.property(fc.array(file, { maxLength: 8 }), fc.array(file, { maxLength: 8 }), (lefts, rights) => {
        const side = (folder: string, files: typeof lefts): Mixed[] =>
          files.map(({ content, known }, at) => ({
            path: `${folder}/${content}${at}`,
            ...((known & 1) === 0 ? {} : { md5: content }),
            ...((known & 2) === 0 ? {} : { sha256: content.toUpperCase() }),
          }))
        const comparison = compare(tableOf(side('a', lefts)), tableOf(side('b', rights)))
        const { columns } = comparison
        expect(columns.count).toBe(lefts.length + rights.length)
        const contentsOfGroups = new Map<number, Set<string>>()
        for (let row = 0; row < columns.count; row += 1) {
          const { path, fromPath } = readFinding(comparison, row)
          if (fromPath !== undefined) expect(path[2]).toBe(fromPath[2])
          const group = columns.groups[row] ?? 0
          if (group > 0) contentsOfGroups.set(group, (contentsOfGroups.get(group) ?? new Set()).add(path[2] ?? ''))
        }
        for (const contents of contentsOfGroups.values()) expect(contents.size).toBe(1)
        // A pair of one digest in common and no other file of that content is a move.
        for (const content of ['p', 'q', 'r']) {
          const [l, ...moreLeft] = lefts.filter((at) => at.content === content)
          const [r, ...moreRight] = rights.filter((at) => at.content === content)
          if (l === undefined || r === undefined || moreLeft.length + moreRight.length > 0) continue
          const row = [...Array(columns.count).keys()].find(
            (at) => readFinding(comparison, at).path === `b/${content}${rights.indexOf(r)}`,
          )
          expect(verdicts[columns.verdicts[row ?? 0] ?? 0]).toBe((l.known & r.known) === 0 ? 'added' : 'moved')
        }
      }),
    )
  })
})
