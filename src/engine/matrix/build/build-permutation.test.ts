import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Ledger } from '../../ledger/ledger.ts'
import { listPermutations } from '../cells/list-permutations.ts'
import { readPlan } from '../plan/read-plan.ts'
import { readStaging } from '../staging/read-staging.ts'
import { buildMatrix } from './build-matrix.ts'
import { buildPermutation } from './build-permutation.ts'
import type { BuildEvent } from './build-types.ts'

let folder = ''
let workspace = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-build-'))
  workspace = join(folder, 'workspace')
  writeFileSync(join(folder, 'in.txt'), 'input')
})
afterEach(() => rmSync(folder, { recursive: true }))

const at = (...parts: string[]) => join(folder, ...parts)
const staged = (name: string) => at('out', '_build', 'a_p', name)
const told = (phase: number, status: string) => `console.log(JSON.stringify({ phase: ${phase}, status: '${status}' }));`

/** A plan of one cell whose builder is this script, with `artifact`, `done` and `fs` at hand. */
async function planOf(script: string, phases: readonly string[] = ['only'], build?: readonly string[]) {
  const head = `const fs = require('node:fs'); const artifact = process.env.ASSAY_STAGING_ARTIFACT;
    const done = JSON.parse(process.env.ASSAY_PHASES_DONE);
    const sqlite = () => new (require('node:sqlite').DatabaseSync)(artifact);`
  writeFileSync(at('builder.cjs'), `${head}\n${script}`)
  const plan = {
    format: 'assay-plan',
    version: 1,
    output_folder: 'out',
    inputs: [{ id: 'a', path: 'in.txt', cost: 1 }],
    params: [{ name: 'p', cost: 1 }],
    phases,
    build: build ?? [process.execPath, '--no-warnings', 'builder.cjs'],
  }
  writeFileSync(at('test.plan.json'), JSON.stringify(plan))
  return readPlan(at('test.plan.json'))
}

async function build(
  plan: Awaited<ReturnType<typeof planOf>>,
  {
    isForced = false,
    signal,
    onEvent,
  }: { isForced?: boolean; signal?: AbortSignal; onEvent?: (event: BuildEvent) => void } = {},
) {
  return buildPermutation(plan, 0, { workspace, isForced }, { signal, onEvent })
}

const failureOf = (built: Promise<unknown>) => built.then(() => expect.unreachable('it was built'), String)
const writeArtifact = `fs.writeFileSync(artifact, 'whole');`

async function readRuns() {
  const ledger = await Ledger.open(workspace)
  try {
    return ledger.list().map((run) => ({ ...run, types: ledger.events(run.runId).events.map(({ type }) => type) }))
  } finally {
    ledger.close()
  }
}

describe('a build that succeeds', () => {
  it('puts the artifact in its place, records it, and leaves nothing else', async () => {
    const built = await build(await planOf(writeArtifact))
    expect(readFileSync(at('out', 'a_p.bin'), 'utf8')).toBe('whole')
    expect(readdirSync(at('out'))).toEqual(['a_p.bin'])
    const sha256 = createHash('sha256').update('whole').digest('hex')
    expect(built).toMatchObject({ sha256, sizeBytes: 5, path: at('out', 'a_p.bin'), warnings: [] })
    const [run] = await readRuns()
    expect(run).toMatchObject({ operation: 'build', status: 'completed', lane: 'test', runId: built.runId })
    expect(run?.types).toEqual([
      'run_started',
      'build_started',
      'phase_completed',
      'artifact',
      'build_ended',
      'run_finished',
    ])
    expect(run?.body['command']).toContain('--param-name')
  })

  it('hands out SQLite without its progress, without a write-ahead log and without free pages', async () => {
    const plan = await planOf(
      `const db = sqlite(); db.exec("PRAGMA journal_mode = WAL; CREATE TABLE _build_progress (phase INTEGER PRIMARY KEY, name TEXT NOT NULL, completed_at TEXT NOT NULL);" +
        "CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(1000000)); DELETE FROM t; INSERT INTO t VALUES (7); INSERT INTO _build_progress VALUES (1, 'only', '2026-11-21')");
       process.kill(process.pid, 'SIGKILL')`,
    )
    // The builder is killed with all its work in the log; the next one has nothing left to do.
    await failureOf(build(plan))
    writeFileSync(at('builder.cjs'), '')
    await build(plan)
    expect(readdirSync(at('out'))).toEqual(['a_p.bin'])
    const artifact = new DatabaseSync(at('out', 'a_p.bin'), { readOnly: true })
    expect(artifact.prepare('SELECT x FROM t').all()).toEqual([{ x: 7 }])
    expect(artifact.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 't' }])
    expect(artifact.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' })
    expect(artifact.prepare('PRAGMA freelist_count').get()).toEqual({ freelist_count: 0 })
    artifact.close()
  })

  it('hears of phases from a builder that only writes them into its artifact', async () => {
    const events: BuildEvent[] = []
    const plan = await planOf(
      `sqlite().exec("CREATE TABLE _build_progress (phase INTEGER PRIMARY KEY, name TEXT NOT NULL, completed_at TEXT NOT NULL);" +
        "INSERT INTO _build_progress VALUES (1, 'one', '2026-11-21T00:00:00+00:00'), (2, 'two', '2026-11-21T00:00:01+00:00')")`,
      ['one', 'two'],
    )
    await build(plan, { onEvent: (event) => events.push(event) })
    expect(events.filter(({ kind }) => kind === 'phase')).toMatchObject([
      { phase: 1, isCompleted: true },
      { phase: 2, isCompleted: true },
    ])
  })

  it('keeps within bounds whatever a builder prints, and passes arguments without a shell', async () => {
    const script = `process.stdout.write('x'.repeat(50e6) + '\\n'); for (let i = 0; i < 20000; i++) console.log('line ' + i)
      fs.writeFileSync(artifact, process.argv[2])`
    const words = [process.execPath, 'builder.cjs', '$(id); "{{quoted}}" {input_id} {permutation_id}']
    const built = await build(await planOf(script, ['only'], words))
    expect(readFileSync(built.path, 'utf8')).toBe('$(id); "{quoted}" a a_p')
  })
})

describe('a build that fails', () => {
  it('keeps its folder, and says in the first line of the error log what happened and last of all what was on stderr', async () => {
    const plan = await planOf(`${told(1, 'started')} console.error('first\\nfatal: no more'); process.exit(7)`)
    const message = await failureOf(build(plan))
    expect(message).toMatch(/failed in phase 1\/1 \(only\): .* exited with status 7\. It last said: fatal: no more/u)
    const log = readFileSync(staged('a_p.error.log'), 'utf8')
    expect(log).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d \[ERROR\] The build of a_p failed in phase 1\/1/u)
    expect(log.trimEnd().split('\n').slice(-2)).toEqual(['    first', '    fatal: no more'])
    expect(await readStaging(at('out'), 'a_p')).toMatchObject({ isLive: false, attempt: 1, completedCount: 0 })
    expect((await readRuns())[0]).toMatchObject({ status: 'failed', errorCount: 1, warningCount: 2 })
  })

  it.each([
    ['makes no artifact', '', 'made no'],
    ['makes a link', `fs.symlinkSync('/etc/hostname', artifact)`, 'a link, folder or device'],
    ['makes a folder', `fs.mkdirSync(artifact)`, 'a link, folder or device'],
    ['makes a damaged database', `fs.writeFileSync(artifact, 'SQLite format 3\\0' + 'x'.repeat(9000))`, 'damaged'],
  ])('publishes nothing of a builder that %s', async (_, script, reason) => {
    expect(await failureOf(build(await planOf(script)))).toContain(reason)
    expect(readdirSync(at('out'))).toEqual(['_build'])
  })

  it('is not called done while a phase was not reported complete', async () => {
    const plan = await planOf(`${told(1, 'completed')} ${writeArtifact}`, ['one', 'two'])
    expect(await failureOf(build(plan))).toContain('did not report as completed: phase 2 (two)')
    expect(existsSync(at('out', 'a_p.bin'))).toBe(false)
  })

  it('says which program there is not', async () => {
    expect(await failureOf(build(await planOf('', ['only'], ['no-such-program'])))).toContain(
      'no program no-such-program',
    )
  })

  it('is refused where the plan names no builder, or the target is a link or folder', async () => {
    expect(await failureOf(build({ ...(await planOf('')), build: [] }))).toContain('names no builder')
    mkdirSync(at('out'))
    symlinkSync(at('elsewhere'), at('out', 'a_p.bin'))
    const plan = await planOf(writeArtifact)
    expect(await failureOf(build(plan, { isForced: true }))).toContain('symbolic link')
    rmSync(at('out', 'a_p.bin'))
    mkdirSync(at('out', 'a_p.bin'))
    expect(await failureOf(build(plan, { isForced: true }))).toContain('folder')
    expect(existsSync(at('elsewhere'))).toBe(false)
  })

  it('never stages through a link', async () => {
    mkdirSync(at('out'))
    mkdirSync(at('elsewhere'))
    writeFileSync(at('elsewhere', 'precious'), '')
    symlinkSync(at('elsewhere'), at('out', '_build'))
    expect(await failureOf(build(await planOf(writeArtifact), { isForced: true }))).toContain('is a link')
    expect(readdirSync(at('elsewhere'))).toEqual(['precious'])
  })
})

describe('the next attempt', () => {
  const counting = `fs.appendFileSync('ran', String(process.env.ASSAY_PHASES_DONE));
    for (const phase of [1, 2]) { if (done.includes(phase)) continue
      console.log(JSON.stringify({ phase, status: 'started' }))
      if (phase === 2 && fs.existsSync('fail')) process.exit(1)
      console.log(JSON.stringify({ phase, status: 'completed' })) } ${writeArtifact}`

  it('goes on after the phases done, and tells so in the logs', async () => {
    writeFileSync(at('fail'), '')
    const plan = await planOf(counting, ['one', 'two'])
    await failureOf(build(plan))
    await failureOf(build(plan))
    expect(readFileSync(staged('a_p.error.log'), 'utf8')).toContain('[ERROR] === Attempt 2, after 1 of 2 phases ===')
    rmSync(at('fail'))
    await build(plan)
    expect(readFileSync(at('ran'), 'utf8')).toBe('[][1][1]')
  })

  it('begins anew with --force, and where the plan or the input is another one since', async () => {
    writeFileSync(at('fail'), '')
    const plan = await planOf(counting, ['one', 'two'])
    await failureOf(build(plan))
    await failureOf(build(plan, { isForced: true }))
    writeFileSync(at('in.txt'), 'another input')
    await failureOf(build(plan))
    await failureOf(build({ ...plan, build: [...plan.build, 'another'] }))
    expect(readFileSync(at('ran'), 'utf8')).toBe('[][][][]')
    expect(readFileSync(staged('a_p.info.log'), 'utf8')).toContain('is another one since')
  })

  it('replaces an artifact that is there only with --force', async () => {
    const plan = await planOf(writeArtifact)
    await build(plan)
    expect(await failureOf(build(plan))).toContain('--force')
    writeFileSync(at('builder.cjs'), `require('node:fs').writeFileSync(process.env.ASSAY_STAGING_ARTIFACT, 'new')`)
    await build(plan, { isForced: true })
    expect(readFileSync(at('out', 'a_p.bin'), 'utf8')).toBe('new')
  })

  it('of two at once is refused, and the first is left alone', async () => {
    const plan = await planOf(`${told(1, 'started')} setTimeout(() => { ${writeArtifact} }, 2500)`)
    let second: Promise<string> | undefined
    await build(plan, {
      onEvent: ({ kind }) => {
        if (kind === 'phase') second ??= failureOf(build(plan, { isForced: true }))
      },
    })
    expect(await second).toContain('being built by another process')
    expect(readFileSync(at('out', 'a_p.bin'), 'utf8')).toBe('whole')
  })
})

describe('a build that is cancelled', () => {
  const runningProcesses = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })

  it('stops the builder and all it started, stays resumable, and is recorded so', async () => {
    const plan = await planOf(
      `require('node:child_process').spawn('sleep', ['7654']); ${told(1, 'completed')} ${told(2, 'started')} setInterval(() => {}, 1000)`,
      ['one', 'two'],
    )
    const abort = new AbortController()
    const built = build(plan, {
      signal: abort.signal,
      onEvent: (event) => {
        if (event.kind === 'phase' && event.phase === 2) abort.abort()
      },
    })
    await expect(built).rejects.toMatchObject({ code: 'cancelled' })
    expect(runningProcesses()).not.toContain('sleep 7654')
    expect(await readStaging(at('out'), 'a_p')).toMatchObject({ isLive: false, completedCount: 1 })
    expect((await readRuns())[0]).toMatchObject({ status: 'cancelled', errorCount: 0 })
  })

  it('ends by force a builder that does not listen', async () => {
    const plan = await planOf(`process.on('SIGTERM', () => {}); ${told(1, 'started')} setInterval(() => {}, 1000)`)
    const abort = new AbortController()
    const startedMs = performance.now()
    const built = build(plan, { signal: abort.signal, onEvent: ({ kind }) => kind === 'phase' && abort.abort() })
    await expect(built).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - startedMs).toBeGreaterThan(4900)
  })

  it('leaves nothing where it had not begun', async () => {
    const plan = await planOf(writeArtifact)
    await expect(build(plan, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(at('out'))).toBe(false)
  })
})

it.skipIf(process.platform === 'win32' || spawnSync('ps').status !== 0)(
  'ends what a builder leaves running, before the artifact is read',
  async () => {
    const script = `require('node:child_process').spawn('sleep', ['8765'], { stdio: 'ignore' }).unref(); ${writeArtifact}`
    await build(await planOf(script))
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain('sleep 8765')
  },
)

describe('builds of a matrix', () => {
  it('leave an altered artifact alone unless asked, and a whole one in any case', async () => {
    const plan = await planOf(writeArtifact)
    const options = { workspace, isForced: false, isAlteredReplaced: false, jobCount: 2 }
    expect((await buildMatrix(plan, options)).builds).toMatchObject([{ outcome: 'built' }])
    expect((await buildMatrix(plan, options)).leftAlone.done).toHaveLength(1)
    writeFileSync(at('out', 'a_p.bin'), 'altered')
    expect(await buildMatrix(plan, options)).toMatchObject({ builds: [], leftAlone: { altered: [{}] } })
    expect((await buildMatrix(plan, { ...options, isAlteredReplaced: true })).builds).toMatchObject([
      { outcome: 'built' },
    ])
    expect((await listPermutations(plan, { workspace })).permutations).toMatchObject([
      { done: true, isRecorded: true, state: { kind: 'done' } },
    ])
  })

  it('name the inputs there are where one is asked for that is not', async () => {
    const options = { workspace, isForced: false, isAlteredReplaced: false, jobCount: 1 }
    const plan = await planOf('')
    await expect(buildMatrix(plan, { ...options, inputId: 'b' })).rejects.toThrow('There is no input "b". There are a.')
  })
})
