import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPlan } from '../plan/read-plan.ts'
import { listPermutations } from '../cells/list-permutations.ts'
import { readStaging } from '../staging/read-staging.ts'
import { BuildBench, failureOf, told, writeArtifact } from './build-fixtures.ts'
import { buildMatrix } from './build-matrix.ts'

let bench: BuildBench
beforeEach(() => {
  bench = new BuildBench()
})
afterEach(() => bench.remove())

describe('the next attempt', () => {
  const counting = `fs.appendFileSync('ran', String(process.env.ASSAY_PHASES_DONE));
    for (const phase of [1, 2]) { if (done.includes(phase)) continue
      console.log(JSON.stringify({ phase, status: 'started' }))
      if (phase === 2 && fs.existsSync('fail')) process.exit(1)
      console.log(JSON.stringify({ phase, status: 'completed' })) } ${writeArtifact}`

  it('goes on after the phases done, and tells so in the logs', async () => {
    writeFileSync(bench.at('fail'), '')
    const plan = await bench.planOf(counting, ['one', 'two'])
    await failureOf(bench.build(plan))
    await failureOf(bench.build(plan))
    expect(readFileSync(bench.staged('a_p.error.log'), 'utf8')).toContain(
      '[ERROR] === Attempt 2, after 1 of 2 phases ===',
    )
    rmSync(bench.at('fail'))
    await bench.build(plan)
    expect(readFileSync(bench.at('ran'), 'utf8')).toBe('[][1][1]')
  })

  it('begins anew with --force, and where the plan or the input is another one since', async () => {
    writeFileSync(bench.at('fail'), '')
    const plan = await bench.planOf(counting, ['one', 'two'])
    await failureOf(bench.build(plan))
    await failureOf(bench.build(plan, { isForced: true }))
    writeFileSync(bench.at('in.txt'), 'another input')
    await failureOf(bench.build(plan))
    await failureOf(bench.build({ ...plan, build: [...plan.build, 'another'] }))
    expect(readFileSync(bench.at('ran'), 'utf8')).toBe('[][][][]')
    expect(readFileSync(bench.staged('a_p.info.log'), 'utf8')).toContain('is another one since')
  })

  it('replaces an artifact that is there only with --force', async () => {
    const plan = await bench.planOf(writeArtifact)
    await bench.build(plan)
    expect(await failureOf(bench.build(plan))).toContain('--force')
    writeFileSync(
      bench.at('builder.cjs'),
      `require('node:fs').writeFileSync(process.env.ASSAY_STAGING_ARTIFACT, 'new')`,
    )
    await bench.build(plan, { isForced: true })
    expect(readFileSync(bench.at('out', 'a_p.bin'), 'utf8')).toBe('new')
  })

  it('of two at once is refused, and the first is left alone', async () => {
    const waiting = `setInterval(() => { if (fs.existsSync('go')) { ${writeArtifact} process.exit() } }, 10)`
    const plan = await bench.planOf(`${told(1, 'started')} ${waiting}`)
    let second: Promise<string> | undefined
    await bench.build(plan, {
      onEvent: ({ kind }) => {
        if (kind !== 'phase' || second !== undefined) return
        second = failureOf(bench.build(plan, { isForced: true }))
        void second.then(() => writeFileSync(bench.at('go'), ''))
      },
    })
    expect(await second).toContain('being built by another process')
    expect(readFileSync(bench.at('out', 'a_p.bin'), 'utf8')).toBe('whole')
  })
})

describe('a build that is cancelled', () => {
  const runningProcesses = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })

  it('stops the builder and all it started, stays resumable, and is recorded so', async () => {
    const plan = await bench.planOf(
      `require('node:child_process').spawn('sleep', ['7654']); ${told(1, 'completed')} ${told(2, 'started')} setInterval(() => {}, 1000)`,
      ['one', 'two'],
    )
    const abort = new AbortController()
    const built = bench.build(plan, {
      signal: abort.signal,
      onEvent: (event) => {
        if (event.kind === 'phase' && event.phase === 2) abort.abort()
      },
    })
    await expect(built).rejects.toMatchObject({ code: 'cancelled' })
    expect(runningProcesses()).not.toContain('sleep 7654')
    expect(await readStaging(bench.at('out'), 'a_p')).toMatchObject({ isLive: false, completedCount: 1 })
    expect((await bench.readRuns())[0]).toMatchObject({ status: 'cancelled', errorCount: 0 })
  })

  it('ends by force a builder that does not listen', async () => {
    const plan = await bench.planOf(
      `process.on('SIGTERM', () => {}); ${told(1, 'started')} setInterval(() => {}, 1000)`,
    )
    const abort = new AbortController()
    const startedMs = performance.now()
    const built = bench.build(plan, { signal: abort.signal, onEvent: ({ kind }) => kind === 'phase' && abort.abort() })
    await expect(built).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - startedMs).toBeGreaterThan(4900)
  })

  it('leaves nothing where it had not begun', async () => {
    const plan = await bench.planOf(writeArtifact)
    await expect(bench.build(plan, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(bench.at('out'))).toBe(false)
  })
})

it.skipIf(process.platform === 'win32' || spawnSync('ps').status !== 0)(
  'ends what a builder leaves running, before the artifact is read',
  async () => {
    const script = `require('node:child_process').spawn('sleep', ['8765'], { stdio: 'ignore' }).unref(); ${writeArtifact}`
    await bench.build(await bench.planOf(script))
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain('sleep 8765')
  },
)

describe('builds of a matrix', () => {
  it('leave an altered artifact alone unless asked, and a whole one in any case', async () => {
    const plan = await bench.planOf(writeArtifact)
    const options = { workspace: bench.workspace, isForced: false, isAlteredReplaced: false, jobCount: 2 }
    expect((await buildMatrix(plan, options)).builds).toMatchObject([{ outcome: 'built' }])
    expect((await buildMatrix(plan, options)).leftAlone.done).toHaveLength(1)
    writeFileSync(bench.at('out', 'a_p.bin'), 'altered')
    expect(await buildMatrix(plan, options)).toMatchObject({ builds: [], leftAlone: { altered: [{}] } })
    expect((await buildMatrix(plan, { ...options, isAlteredReplaced: true })).builds).toMatchObject([
      { outcome: 'built' },
    ])
    expect((await listPermutations(plan, { workspace: bench.workspace })).permutations).toMatchObject([
      { done: true, isRecorded: true, state: { kind: 'done' } },
    ])
  })

  it('take what another process has built meanwhile for found, and not for a failure', async () => {
    const plan = await bench.planOf(writeArtifact)
    const options = { workspace: bench.workspace, isForced: false, isAlteredReplaced: false, jobCount: 1 }
    const onSelect = () => writeFileSync(bench.at('out', 'a_p.bin'), 'of another process')
    mkdirSync(bench.at('out'))
    expect((await buildMatrix(plan, options, { onSelect })).builds).toMatchObject([{ outcome: 'found', error: null }])
    expect(readFileSync(bench.at('out', 'a_p.bin'), 'utf8')).toBe('of another process')
  })

  it('tell an altered artifact also where a link leads to the project', async () => {
    const options = { workspace: bench.workspace, isForced: false, isAlteredReplaced: false, jobCount: 1 }
    await buildMatrix(await bench.planOf(writeArtifact), options)
    writeFileSync(bench.at('out', 'a_p.bin'), 'altered')
    const link = `${bench.folder}-link`
    symlinkSync(bench.folder, link)
    try {
      const plan = await readPlan(join(link, 'test.plan.json'), { outputFolder: join(link, 'out') })
      const { permutations } = await listPermutations(plan, options)
      expect(permutations).toMatchObject([{ done: false, state: { kind: 'altered' } }])
    } finally {
      rmSync(link)
    }
  })

  it('name the inputs there are where one is asked for that is not', async () => {
    const options = { workspace: bench.workspace, isForced: false, isAlteredReplaced: false, jobCount: 1 }
    const plan = await bench.planOf('')
    await expect(buildMatrix(plan, { ...options, inputId: 'b' })).rejects.toThrow('There is no input "b". There are a.')
  })
})
