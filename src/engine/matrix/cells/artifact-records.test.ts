import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunStatus } from '../../../shared/model/ledger.ts'
import type { RunEventFields } from '../../ledger/read-runs.ts'
import { ArtifactRecords, packRecords, type ArtifactRecord } from './artifact-records.ts'
import { currentFacts } from './build-facts.ts'

const folder = join('/', 'project', 'out')
const time = '2026-01-01T00:00:00.000000001Z'
const sha256 = 'a'.repeat(64)

function row(name: string, sizeBytes: unknown = 1, status: RunStatus = 'completed'): RunEventFields {
  return [status, 5, join(folder, name), sizeBytes, time, sha256]
}

function recordsOf(rows: readonly RunEventFields[]): ArtifactRecords {
  return new ArtifactRecords(packRecords(rows, folder))
}

function plain(records: readonly ArtifactRecord[] | undefined): ArtifactRecord[] | undefined {
  return records?.map(({ sizeBytes, modifiedUtc, sha256: digest }) => ({ sizeBytes, modifiedUtc, sha256: digest }))
}

describe('packed records', () => {
  it('tell of an artifact what its last completed build recorded, and those after it that did not end well', () => {
    const statuses: RunStatus[] = ['completed', 'completed-with-errors', 'failed', 'aborted', 'started']
    const build = fc.record({ name: fc.constantFrom('a', 'b', 'c.bin'), status: fc.constantFrom(...statuses) })
    fc.assert(
      fc.property(fc.array(build, { maxLength: 30 }), (builds) => {
        const records = recordsOf(builds.map(({ name, status }, at) => row(name, at, status)))
        const facts = builds.map(({ name, status }, at) => {
          const run = { runId: String(at), status, permutationId: name, durationMs: 5 }
          return { ...run, path: name, sizeBytes: at, modifiedUtc: time, sha256 }
        })
        for (const name of ['a', 'b', 'c.bin', 'd']) {
          const expected = plain(currentFacts(facts).get(name))?.toReversed()
          expect(plain(records.get(name))).toEqual(expected)
        }
      }),
    )
  })

  it('are found again however many there are', () => {
    const count = 40_000
    const rows = Array.from({ length: count }, (_, at) =>
      row(`${at % (count / 2)}.bin`, at, at % 3 === 0 ? 'failed' : 'completed'),
    )
    const records = recordsOf(rows)
    expect(plain(records.get('0.bin'))?.map(({ sizeBytes }) => sizeBytes)).toEqual([20_000])
    expect(plain(records.get('1.bin'))?.map(({ sizeBytes }) => sizeBytes)).toEqual([20_001, 1])
    expect(plain(records.get('19999.bin'))?.map(({ sizeBytes }) => sizeBytes)).toEqual([39_999, 19_999])
    expect(records.get('20000.bin')).toBeUndefined()
  })

  it('leave out artifacts elsewhere, and events that another version wrote otherwise', () => {
    const elsewhere: RunEventFields = ['completed', 5, join('/', 'project', 'outside', 'a'), 1, time, sha256]
    const records = recordsOf([elsewhere, row('a', '1'), row('b', null), row('c\nd'), ['completed', 5], row('e', 7)])
    expect(['a', 'b', 'c', 'd', 'c\nd'].map((name) => records.get(name))).toEqual(Array.from({ length: 5 }))
    expect(plain(records.get('e'))).toEqual([{ sizeBytes: 7, modifiedUtc: time, sha256 }])
    expect(recordsOf([]).get('a')).toBeUndefined()
  })

  it('keep their places where a time or digest is of another length, which then agrees with nothing', () => {
    const odd: RunEventFields = ['completed', 5, join(folder, 'a'), 3, '+012345-01-01T00:00:00.000000000Z', 'abc']
    const records = recordsOf([odd, row('b', 4)])
    expect(plain(records.get('a'))).toEqual([{ sizeBytes: 3, modifiedUtc: ' '.repeat(30), sha256: ' '.repeat(64) }])
    expect(plain(records.get('b'))).toEqual([{ sizeBytes: 4, modifiedUtc: time, sha256 }])
  })
})
