import { appendFileSync, chmodSync, truncateSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Finding, VerdictCounts } from '../../shared/model/verdict.ts'
import { RunRecordReader } from '../ledger/run-records.ts'
import { listAll, SnapshotBench } from '../snapshot/snapshot-fixtures.ts'
import { readRunFindings } from '../workspace/run-findings.ts'

/** More than one batch of them, with large files before, among and after them. */
const smallNames = Array.from({ length: 1200 }, (_, i) => `f${String(i).padStart(4, '0')}`)
const largeNames = ['a-huge', 'f0100-large', 'f0200-large', 'z-large']
const largeBytes = 5 * 1024 * 1024
/** In the first batch, at its end, behind it, and last. */
const editedNames = ['f0000', 'f0300', 'f0700', 'f1199']

let bench: SnapshotBench
beforeEach(async () => {
  bench = new SnapshotBench()
  for (const name of smallNames) bench.write(name)
  for (const name of largeNames) truncateSync(bench.write(name, ''), largeBytes)
  await bench.snapshot()
  for (const name of editedNames) appendFileSync(at(name), 'edited')
})
afterEach(() => bench.remove())

function at(name: string): string {
  return `${bench.tree}/${name}`
}

const describeFinding = ({ verdict, path }: Finding): string => `${verdict} ${path}`

it('tells what it read of files around and behind a huge one that is not done, and keeps it when cancelled', async () => {
  // Takes half an hour to read: whatever waited for it would never be told.
  truncateSync(at('a-huge'), 2 ** 40)
  const cancelling = new AbortController()
  const live: string[] = []
  let counts: VerdictCounts = {}
  const onFinding = (finding: Finding, told: VerdictCounts): void => {
    live.push(describeFinding(finding))
    counts = told
    if (live.length === editedNames.length) cancelling.abort()
  }
  const work = bench.verify({ workerCount: 2 }, { signal: cancelling.signal, onFinding })
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })

  const expected = editedNames.map((name) => `edited ${name}`)
  expect(live.toSorted()).toEqual(expected)
  expect(counts).toMatchObject({ edited: editedNames.length })
  const [record] = await new RunRecordReader(bench.workspace).read()
  expect(record).toMatchObject({ state: 'cancelled', counts })
  const kept = await readRunFindings(bench.workspace, record!.runId)
  expect(kept.map(describeFinding)).toEqual(expected)
})

it('tells each finding once, of large files as of small ones, and the same in the end', async () => {
  truncateSync(at('a-huge'), 64 * 1024 * 1024)
  appendFileSync(at('f0200-large'), 'edited')
  chmodSync(at('z-large'), 0o700)
  const live: Finding[] = []
  let counts: VerdictCounts = {}
  const onFinding = (finding: Finding, told: VerdictCounts): void => {
    live.push(finding)
    counts = told
  }
  const { result, findings } = await bench.verify({ isStrict: true, workerCount: 2 }, { onFinding })

  const all = listAll(findings)
  expect(all.map(describeFinding)).toEqual([
    ...['a-huge', 'f0000', 'f0200-large', 'f0300', 'f0700', 'f1199'].map((name) => `edited ${name}`),
    'touched z-large',
  ])
  expect(live).toHaveLength(all.length)
  expect(live).toEqual(expect.arrayContaining(all))
  expect(result.counts).toMatchObject({ edited: counts.edited, touched: counts.touched })
})
