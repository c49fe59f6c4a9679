import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WatchState } from '../../shared/model/run.ts'
import { Ledger } from '../ledger/ledger.ts'
import { SnapshotBench } from '../snapshot/snapshot-fixtures.ts'
import { readRunFindings } from '../workspace/run-findings.ts'
import { watchFolder } from './watch-folder.ts'
import type { WatchOutcome } from './watch-options.ts'

const deadlineMs = 150_000

/** A watch of the bench's tree, and ways to wait for what it says. */
class Watched {
  state: WatchState | undefined
  outcome: WatchOutcome | undefined
  readonly ended: Promise<WatchOutcome>
  private readonly stopping = new AbortController()
  private readonly waiting = new Set<() => void>()

  constructor(bench: SnapshotBench) {
    this.ended = watchFolder(
      { manifest: bench.path('m.json'), isStrict: false, workspace: bench.workspace, toolVersion: '1.2.3' },
      {
        signal: this.stopping.signal,
        onWatch: (state) => {
          this.state = state
          for (const look of this.waiting) look()
        },
        onCompared: (outcome) => (this.outcome = outcome),
      },
    )
    this.ended.catch(() => undefined)
  }

  /** Resolves once `isSo`; rejects when the watch ends or it takes too long. */
  async until(isSo: (state: WatchState) => boolean): Promise<void> {
    const settled = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`still ${JSON.stringify(this.state)}`)), deadlineMs)
      const look = (): void => {
        if (this.state === undefined || !isSo(this.state)) return
        clearTimeout(late)
        this.waiting.delete(look)
        resolve()
      }
      this.waiting.add(look)
      look()
    })
    await Promise.race([settled, this.ended.then(() => settled)])
  }

  async untilSeen(...verdicts: string[]): Promise<void> {
    await this.until(() => listVerdicts(this.outcome).join() === verdicts.toSorted().join())
  }

  async stop(): Promise<WatchOutcome> {
    this.stopping.abort()
    return this.ended
  }
}

function listVerdicts(outcome: WatchOutcome | undefined): string[] {
  const { length = 0 } = outcome?.findings ?? {}
  return Array.from({ length }, (_, at) => outcome?.findings.at(at))
    .map((finding) => `${finding?.verdict} ${finding?.path}`)
    .toSorted()
}

let bench: SnapshotBench
let watched: Watched
beforeEach(async () => {
  bench = new SnapshotBench()
  for (const name of ['a', 'b', 'x/c', 'x/d']) bench.write(name, `content of ${name}`)
  await bench.snapshot()
  watched = new Watched(bench)
  await watched.until(({ phase }) => phase === 'watching')
})
afterEach(async () => {
  await watched.stop()
  bench.remove()
})

function at(name: string): string {
  return join(bench.tree, name)
}

describe('a watch', () => {
  it('says what changes as it changes, and that it was undone', async () => {
    await watched.untilSeen()
    writeFileSync(at('a'), 'edited')
    await watched.untilSeen('edited a')
    renameSync(at('b'), at('x/e'))
    mkdirSync(at('new/deep'), { recursive: true })
    writeFileSync(at('new/deep/f'), 'f')
    await watched.untilSeen('edited a', 'moved x/e', 'added new/deep/f')
    writeFileSync(at('new/deep/f'), 'longer')
    rmSync(at('x/c'))
    await watched.untilSeen('edited a', 'moved x/e', 'added new/deep/f', 'removed x/c')
    rmSync(at('new'), { recursive: true })
    renameSync(at('x/e'), at('b'))
    writeFileSync(at('x/c'), 'content of x/c')
    writeFileSync(at('a'), 'content of a')
    await watched.untilSeen()
  })

  it('comes to the verdicts of a verify after a burst of changes', async () => {
    for (let n = 0; n < 2000; n += 1) {
      mkdirSync(at(`burst/${n % 40}`), { recursive: true })
      writeFileSync(at(`burst/${n % 40}/f${n}`), `content ${n}`)
      if (n % 3 === 0) renameSync(at(`burst/${n % 40}/f${n}`), at(`burst/m${n}`))
      if (n % 5 === 0 && n % 3 !== 0) rmSync(at(`burst/${n % 40}/f${n}`))
    }
    writeFileSync(at('a'), 'edited')
    const { findings } = await bench.verify()
    const expected = listVerdicts({ findings } as WatchOutcome)
    await watched.until(({ isBehind }) => !isBehind && listVerdicts(watched.outcome).length === expected.length)
    expect(listVerdicts(watched.outcome)).toEqual(expected)
  })

  it('is a run that completed when it is stopped, with the drift seen last', async () => {
    writeFileSync(at('a'), 'edited')
    await watched.untilSeen('edited a')
    const { result } = await watched.stop()
    expect(result).toMatchObject({ kind: 'watch', status: 'findings', findingCount: 1 })
    expect(await readRunFindings(bench.workspace, result.runId)).toMatchObject([{ verdict: 'edited', path: 'a' }])
    const ledger = await Ledger.open(bench.workspace)
    expect(ledger.find(result.runId)).toMatchObject({ operation: 'watch', status: 'completed', lane: bench.tree })
    const types = ledger.events(result.runId).events.map(({ type }) => type)
    const changes = ['run_started', 'drift_changed', 'watch_phase', 'drift_changed', 'watch_ended', 'run_finished']
    expect(types).toEqual(changes)
    ledger.close()
  })
})

it('of a folder that never was there is refused, and recorded as failed', async () => {
  const control = {}
  const options = { manifest: bench.path('m.json'), isStrict: false, workspace: bench.workspace, toolVersion: '1.2.3' }
  const work = watchFolder({ ...options, directory: bench.path('nowhere'), durationMs: 1, runId: 'slip' }, control)
  await expect(work).rejects.toMatchObject({ code: 'root-looks-wrong' })
  const ledger = await Ledger.open(bench.workspace)
  expect(ledger.find('slip')).toMatchObject({ operation: 'watch', status: 'failed' })
  ledger.close()
  const { result } = await watchFolder({ ...options, durationMs: 400 }, control)
  expect(result).toMatchObject({ status: 'clean', rescanCount: 1 })
  expect(result.durationMs).toBeGreaterThanOrEqual(400)
})

describe('a folder that goes away', () => {
  it('is waited for, with nothing said of its files, and watched again when it is back', async () => {
    writeFileSync(at('a'), 'edited')
    await watched.untilSeen('edited a')
    renameSync(bench.tree, bench.path('elsewhere'))
    await watched.until(({ phase }) => phase === 'root-gone')
    expect(watched.state?.notice).toMatch(/does not exist\. It is looked for/u)
    expect(listVerdicts(watched.outcome)).toEqual(['edited a'])
    renameSync(bench.path('elsewhere'), bench.tree)
    await watched.until(({ phase }) => phase === 'watching')
    rmSync(at('b'))
    await watched.untilSeen('edited a', 'removed b')
  })

  it('is not taken for one in which everything was removed', async () => {
    renameSync(bench.tree, bench.path('elsewhere'))
    mkdirSync(bench.tree)
    writeFileSync(at('stranger'), '')
    await watched.until(({ phase }) => phase === 'root-gone')
    expect(watched.state?.notice).toContain("holds none of the manifest's 4 paths")
    expect(listVerdicts(watched.outcome)).toEqual([])
    const { result } = await watched.stop()
    expect(result).toMatchObject({ status: 'incomplete', findingCount: 0 })
    expect(result.warnings.join()).toContain('holds none of')
  })

  it('may be another folder of that name, and is looked through then', async () => {
    cpSync(bench.tree, bench.path('copy'), { recursive: true, preserveTimestamps: true })
    writeFileSync(bench.path('copy/a'), 'of the copy')
    renameSync(bench.tree, bench.path('elsewhere'))
    symlinkSync('copy', bench.tree)
    await watched.untilSeen('edited a')
    writeFileSync(bench.path('copy/b'), 'also here')
    await watched.untilSeen('edited a', 'edited b')
  })
})
