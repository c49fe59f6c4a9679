import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readStaging } from '../staging/read-staging.ts'
import { BuildBench, failureOf, told, writeArtifact } from './build-fixtures.ts'
import type { BuildEvent } from './build-types.ts'

let bench: BuildBench
beforeEach(() => {
  bench = new BuildBench()
})
afterEach(() => bench.remove())

describe('a build that succeeds', () => {
  it('puts the artifact in its place, records it, and leaves nothing else', async () => {
    const built = await bench.build(await bench.planOf(writeArtifact))
    expect(readFileSync(bench.at('out', 'a_p.bin'), 'utf8')).toBe('whole')
    expect(readdirSync(bench.at('out'))).toEqual(['a_p.bin'])
    const sha256 = createHash('sha256').update('whole').digest('hex')
    expect(built).toMatchObject({ sha256, sizeBytes: 5, path: bench.at('out', 'a_p.bin'), warnings: [] })
    const [run] = await bench.readRuns()
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
    const plan = await bench.planOf(
      `const db = sqlite(); db.exec("PRAGMA journal_mode = WAL; CREATE TABLE _build_progress (phase INTEGER PRIMARY KEY, name TEXT NOT NULL, completed_at TEXT NOT NULL);" +
        "CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(1000000)); DELETE FROM t; INSERT INTO t VALUES (7); INSERT INTO _build_progress VALUES (1, 'only', '2026-11-21')");
       process.kill(process.pid, 'SIGKILL')`,
    )
    // The builder is killed with all its work in the log; the next one has nothing left to do.
    await failureOf(bench.build(plan))
    writeFileSync(bench.at('builder.cjs'), '')
    await bench.build(plan)
    expect(readdirSync(bench.at('out'))).toEqual(['a_p.bin'])
    const artifact = new DatabaseSync(bench.at('out', 'a_p.bin'), { readOnly: true })
    expect(artifact.prepare('SELECT x FROM t').all()).toEqual([{ x: 7 }])
    expect(artifact.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 't' }])
    expect(artifact.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' })
    expect(artifact.prepare('PRAGMA freelist_count').get()).toEqual({ freelist_count: 0 })
    artifact.close()
  })

  it('hears of phases from a builder that only writes them into its artifact', async () => {
    const events: BuildEvent[] = []
    const plan = await bench.planOf(
      `sqlite().exec("CREATE TABLE _build_progress (phase INTEGER PRIMARY KEY, name TEXT NOT NULL, completed_at TEXT NOT NULL);" +
        "INSERT INTO _build_progress VALUES (1, 'one', '2026-11-21T00:00:00+00:00'), (2, 'two', '2026-11-21T00:00:01+00:00')")`,
      ['one', 'two'],
    )
    await bench.build(plan, { onEvent: (event) => events.push(event) })
    expect(events.filter(({ kind }) => kind === 'phase')).toMatchObject([
      { phase: 1, isCompleted: true },
      { phase: 2, isCompleted: true },
    ])
  })

  it('keeps within bounds whatever a builder prints, and passes arguments without a shell', async () => {
    const script = `process.stdout.write('x'.repeat(50e6) + '\\n'); for (let i = 0; i < 20000; i++) console.log('line ' + i)
      fs.writeFileSync(artifact, process.argv[2])`
    const words = [process.execPath, 'builder.cjs', '$(id); "{{quoted}}" {input_id} {permutation_id}']
    const built = await bench.build(await bench.planOf(script, ['only'], words))
    expect(readFileSync(built.path, 'utf8')).toBe('$(id); "{quoted}" a a_p')
  })

  it('records a phase once, however often it is told that it began', async () => {
    const script = `for (let i = 0; i < 500; i++) { ${told(1, 'started')} } ${told(1, 'completed')} ${writeArtifact}`
    await bench.build(await bench.planOf(script))
    const [run] = await bench.readRuns()
    expect(run?.types.filter((type) => type.startsWith('phase'))).toEqual(['phase_started', 'phase_completed'])
  })
})

describe('a build that fails', () => {
  it('keeps its folder, and says in the first line of the error log what happened and last of all what was on stderr', async () => {
    const plan = await bench.planOf(`${told(1, 'started')} console.error('first\\nfatal: no more'); process.exit(7)`)
    const message = await failureOf(bench.build(plan))
    expect(message).toMatch(/failed in phase 1\/1 \(only\): .* exited with status 7\. It last said: fatal: no more/u)
    const log = readFileSync(bench.staged('a_p.error.log'), 'utf8')
    expect(log).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d \[ERROR\] The build of a_p failed in phase 1\/1/u)
    expect(log.trimEnd().split('\n').slice(-2)).toEqual(['    first', '    fatal: no more'])
    expect(await readStaging(bench.at('out'), 'a_p')).toMatchObject({ isLive: false, attempt: 1, completedCount: 0 })
    expect((await bench.readRuns())[0]).toMatchObject({ status: 'failed', errorCount: 1, warningCount: 2 })
  })

  it.each([
    ['makes no artifact', '', 'made no'],
    ['makes a link', `fs.symlinkSync('/etc/hostname', artifact)`, 'a link, folder or device'],
    ['makes a folder', `fs.mkdirSync(artifact)`, 'a link, folder or device'],
    ['makes a damaged database', `fs.writeFileSync(artifact, 'SQLite format 3\\0' + 'x'.repeat(9000))`, 'damaged'],
  ])('publishes nothing of a builder that %s', async (_, script, reason) => {
    expect(await failureOf(bench.build(await bench.planOf(script)))).toContain(reason)
    expect(readdirSync(bench.at('out'))).toEqual(['_build'])
  })

  it('is not called done while a phase was not reported complete', async () => {
    const plan = await bench.planOf(`${told(1, 'completed')} ${writeArtifact}`, ['one', 'two'])
    expect(await failureOf(bench.build(plan))).toContain('did not report as completed: phase 2 (two)')
    expect(existsSync(bench.at('out', 'a_p.bin'))).toBe(false)
  })

  it('says which program there is not', async () => {
    expect(await failureOf(bench.build(await bench.planOf('', ['only'], ['no-such-program'])))).toContain(
      'no program no-such-program',
    )
  })

  it('is refused where the plan names no builder, or the target is a link or folder', async () => {
    expect(await failureOf(bench.build({ ...(await bench.planOf('')), build: [] }))).toContain('names no builder')
    mkdirSync(bench.at('out'))
    symlinkSync(bench.at('elsewhere'), bench.at('out', 'a_p.bin'))
    const plan = await bench.planOf(writeArtifact)
    expect(await failureOf(bench.build(plan, { isForced: true }))).toContain('symbolic link')
    rmSync(bench.at('out', 'a_p.bin'))
    mkdirSync(bench.at('out', 'a_p.bin'))
    expect(await failureOf(bench.build(plan, { isForced: true }))).toContain('folder')
    expect(existsSync(bench.at('elsewhere'))).toBe(false)
  })

  it('never stages through a link', async () => {
    mkdirSync(bench.at('out'))
    mkdirSync(bench.at('elsewhere'))
    writeFileSync(bench.at('elsewhere', 'precious'), '')
    symlinkSync(bench.at('elsewhere'), bench.at('out', '_build'))
    expect(await failureOf(bench.build(await bench.planOf(writeArtifact), { isForced: true }))).toContain('is a link')
    expect(readdirSync(bench.at('elsewhere'))).toEqual(['precious'])
  })
})
