import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isSqliteFile, readArtifactProgress } from './artifact-progress.ts'
import { knownPhases } from './read-staging.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-artifact-'))
  path = join(folder, 'x.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const schema =
  'CREATE TABLE _build_progress (phase INTEGER PRIMARY KEY, name TEXT NOT NULL, completed_at TEXT NOT NULL);'
const one = { phase: 1, name: 'one', startedUtc: null, completedUtc: '2026-11-21T10:00:00.000Z' }

it.each(['DELETE', 'WAL'])('reads what is committed while a builder writes on (journal mode %s)', async (mode) => {
  const builder = new DatabaseSync(path)
  builder.exec(`PRAGMA journal_mode = ${mode}; ${schema}`)
  builder.exec("INSERT INTO _build_progress VALUES (1, 'one', '2026-11-21T11:00:00+01:00')")
  builder.exec("BEGIN IMMEDIATE; INSERT INTO _build_progress VALUES (2, 'two', '2026-11-21T12:00:00Z')")
  expect(await readArtifactProgress(path)).toEqual({ kind: 'phases', phases: [one] })
  builder.exec('COMMIT')
  expect(await readArtifactProgress(path)).toMatchObject({ phases: [{ phase: 1 }, { phase: 2 }] })
  builder.close()
})

it('does not wait for a builder that lets nobody read, and tells nothing of a transaction that is half written', async () => {
  const builder = new DatabaseSync(path)
  builder.exec(`${schema} PRAGMA cache_size = 1; CREATE TABLE t (x); BEGIN EXCLUSIVE`)
  expect(await readArtifactProgress(path)).toEqual({ kind: 'phases', phases: [] })
  builder.exec("INSERT INTO _build_progress VALUES (1, 'one', '2026-11-21'); INSERT INTO t VALUES (zeroblob(1000000))")
  expect(await readArtifactProgress(path)).toEqual({ kind: 'unknown' })
  builder.close()
})

it.each(['DELETE', 'TRUNCATE', 'PERSIST', 'WAL'])(
  'never keeps a builder from committing that does not wait for locks (journal mode %s)',
  async (mode) => {
    const builder = new Worker(
      `const { workerData } = require('node:worker_threads'); const { DatabaseSync } = require('node:sqlite')
       const database = new DatabaseSync(workerData.path, { timeout: 0 })
       database.exec('PRAGMA journal_mode = ${mode}; PRAGMA synchronous = OFF; ${schema}')
       for (let phase = 1; phase <= 1000; phase++) database.exec("INSERT INTO _build_progress VALUES (" + phase + ", 'x', '2026-11-21T10:00:00Z')")
       database.close()`,
      { eval: true, workerData: { path } },
    )
    const state = { isOver: false }
    const ended = new Promise((resolve, reject) => builder.once('exit', resolve).once('error', reject))
    const settled = ended.finally(() => (state.isOver = true)).catch(() => undefined)
    const counts: number[] = []
    while (!state.isOver) {
      const read = await readArtifactProgress(path)
      if (read.kind === 'phases') counts.push(read.phases.length)
      await new Promise(setImmediate)
    }
    await settled
    expect(await ended).toBe(0)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(await readArtifactProgress(path)).toMatchObject({ phases: { length: 1000 } })
  },
)

it('finds none in a file of another kind, a link, or a database without the table', async () => {
  expect(await readArtifactProgress(path)).toEqual({ kind: 'none' })
  writeFileSync(path, 'text')
  expect(await readArtifactProgress(path)).toEqual({ kind: 'none' })
  symlinkSync(path, join(folder, 'link'))
  expect(await isSqliteFile(join(folder, 'link'))).toBe(false)
  rmSync(path)
  const other = new DatabaseSync(path)
  other.exec('CREATE TABLE t (x)')
  other.close()
  expect([await isSqliteFile(path), await readArtifactProgress(path)]).toEqual([true, { kind: 'none' }])
})

it('says of a damaged database that it is damaged', async () => {
  writeFileSync(path, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(5000, 7)]))
  expect(await readArtifactProgress(path)).toMatchObject({ kind: 'damaged' })
})

it('lets the artifact decide which phases are complete, and the builder only where it says nothing', () => {
  const heard = [
    { ...one, startedUtc: '2026-11-21T09:00:00.000Z' },
    { ...one, phase: 2, name: 'two' },
  ]
  const progress = { phases: heard, isInArtifact: true, isFinishing: false }
  const complete = (read: Parameters<typeof knownPhases>[1]) =>
    knownPhases(progress, read).flatMap(({ phase, completedUtc }) => (completedUtc === null ? [] : [phase]))
  expect(complete({ kind: 'phases', phases: [one] })).toEqual([1])
  expect(knownPhases(progress, { kind: 'phases', phases: [one] })[0]?.startedUtc).toBe('2026-11-21T09:00:00.000Z')
  expect(complete({ kind: 'unknown' })).toEqual([1, 2])
  // It kept them, and it is gone.
  expect(complete({ kind: 'none' })).toEqual([])
})

it("takes a time without a zone, as SQLite's own CURRENT_TIMESTAMP gives it, for UTC", async () => {
  const builder = new DatabaseSync(path)
  builder.exec(`${schema} INSERT INTO _build_progress VALUES (1, 'one', '2026-11-21 10:00:00')`)
  builder.close()
  expect(await readArtifactProgress(path)).toEqual({ kind: 'phases', phases: [one] })
})
