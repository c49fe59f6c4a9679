import { execFileSync, spawnSync } from 'node:child_process'
import { lstatSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listPermutations } from '../cells/list-permutations.ts'
import { readProgressFile } from '../staging/progress-file.ts'
import { readBuildLog } from '../staging/read-build-log.ts'
import { BuildBench, failureOf, told, writeArtifact } from './build-fixtures.ts'

const isPosix = process.platform !== 'win32'
const hasSetsid = isPosix && spawnSync('setsid', ['true']).status === 0

let bench: BuildBench
beforeEach(() => {
  bench = new BuildBench()
})
afterEach(() => bench.remove())

const stateOf = async (script: string): Promise<unknown> =>
  (await listPermutations(await bench.planOf(script), { workspace: bench.workspace })).permutations[0]?.state

const stage = (name: string): string => {
  mkdirSync(bench.staged('.'), { recursive: true })
  return bench.staged(name)
}

it.skipIf(!hasSetsid)(
  'a daemon that a builder leaves in a session of its own, with the pipes, holds up no build',
  async () => {
    const daemon =
      "const { spawn } = require('node:child_process'); spawn('setsid', ['sleep', '30'], { stdio: 'inherit' }).unref()"
    const plan = await bench.planOf(`${daemon}; ${writeArtifact} setTimeout(() => process.exit(), 300)`)
    const messages: string[] = []
    const onEvent = (event: { kind: string; text?: string }): void => void messages.push(event.text ?? '')
    const { durationMs } = await bench.build(plan, { onEvent })
    expect(durationMs).toBeLessThan(20_000)
    expect(messages.join('\n')).toContain('out of reach')
  },
)

it('a builder that prints as fast as it can fills no disk, and its last words are still there', async () => {
  const script = `${told(1, 'started')} ${told(1, 'completed')} const line = 'x'.repeat(8000) + '\\n'
    for (let n = 0; n < 8600; n += 1) process.stdout.write(n + ' ' + line); console.error('Error: no more'); process.exitCode = 1`
  const plan = await bench.planOf(script, ['one', 'two'])
  expect(await failureOf(bench.build(plan))).toContain('no more')
  for (const log of ['a_p.debug.log', 'a_p.info.log']) {
    expect(statSync(bench.staged(log)).size).toBeLessThanOrEqual(64 * 1024 * 1024)
    const last = await readBuildLog(bench.staged(log), { limit: 5 })
    expect(last.lines.map(({ text }) => text).join()).toContain('no more')
    expect(readFileSync(bench.staged(log), 'latin1')).toContain('] 1 xxx')
    expect(readFileSync(bench.staged(log), 'latin1')).toContain('bytes of this log are left out here')
  }
  const { permutations } = await listPermutations(plan, { workspace: bench.workspace })
  expect(permutations[0]?.state).toMatchObject({ kind: 'failed', phasesDone: 1 })
})

describe.skipIf(!isPosix)('something planted', () => {
  it('in the place of an artifact, as a link that leads to itself, is no artifact and breaks no list', async () => {
    mkdirSync(bench.at('out'))
    symlinkSync('a_p.bin', bench.at('out', 'a_p.bin'))
    expect(await stateOf(writeArtifact)).toEqual({ kind: 'missing' })
    expect(await failureOf(bench.build(await bench.planOf(writeArtifact)))).toContain('link')
    expect(lstatSync(bench.at('out', 'a_p.bin')).isSymbolicLink()).toBe(true)
  })

  it('as a link in the place of the lock breaks no list, and its target is left alone', async () => {
    writeFileSync(bench.at('victim'), 'mine')
    symlinkSync(bench.at('victim'), stage('a_p.lock'))
    expect(await stateOf(writeArtifact)).toMatchObject({ phasesDone: 0 })
    expect(await failureOf(bench.build(await bench.planOf(writeArtifact)))).toContain('not the lock of a build')
    expect(readFileSync(bench.at('victim'), 'utf8')).toBe('mine')
  })

  it('as a pipe in the place of the progress or of a log keeps nobody waiting', async () => {
    execFileSync('mkfifo', [stage('a_p.progress.json'), stage('a_p.info.log')])
    expect(await stateOf(writeArtifact)).toMatchObject({ phasesDone: 0 })
    expect(await readBuildLog(bench.staged('a_p.info.log'), { limit: 10 })).toMatchObject({ lines: [] })
    await bench.build(await bench.planOf(writeArtifact))
  })

  it('as a link in the place of the artifact in progress is not written through, though the rest can be gone on with', async () => {
    const plan = await bench.planOf(`${writeArtifact} if (fs.existsSync('fail')) process.exit(1)`)
    writeFileSync(bench.at('fail'), '')
    await failureOf(bench.build(plan))
    rmSync(bench.at('fail'))
    rmSync(bench.staged('a_p.bin'))
    writeFileSync(bench.at('victim'), 'mine')
    symlinkSync(bench.at('victim'), bench.staged('a_p.bin'))
    await bench.build(plan)
    expect(readFileSync(bench.at('victim'), 'utf8')).toBe('mine')
    expect(lstatSync(bench.at('out', 'a_p.bin')).isFile()).toBe(true)
  })
})

it('a record of progress that names every process as its builder, or a file elsewhere, is none', async () => {
  await failureOf(bench.build(await bench.planOf(`${told(1, 'started')} process.exit(1)`)))
  const path = bench.staged('a_p.progress.json')
  const record = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  const readWith = (change: object): Promise<unknown> => {
    writeFileSync(path, JSON.stringify({ ...record, ...change }))
    return readProgressFile(path)
  }
  expect(await readWith({})).toMatchObject({ attempt: 1 })
  for (const process_id of [-1, 0, 1, 1.5]) {
    const builder = { host: hostname(), process_id, process_start: '' }
    expect(await readWith({ builder })).toBeUndefined()
  }
  expect(await readWith({ artifact: '../../../elsewhere.db' })).toBeUndefined()
})
