import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startStopwatch } from '../../tests/helpers/start-stopwatch.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-interruption-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Installs the interruption beside a worker thread that hangs in a read, as one does on a dead network share. */
function hangingProgram(): string {
  spawnSync('mkfifo', [join(folder, 'fifo')])
  const worker = `import('node:fs').then(({ openSync, readSync }) =>
    readSync(openSync(${JSON.stringify(join(folder, 'fifo'))}, 'r+'), Buffer.alloc(1)))`
  return `import { Worker } from 'node:worker_threads'
    import { writeFileSync } from 'node:fs'
    import { installInterruption } from ${JSON.stringify(new URL('interruption.ts', import.meta.url).href)}
    const worker = new Worker(${JSON.stringify(worker)}, { eval: true })
    const { addOutputFolder } = installInterruption()
    addOutputFolder(${JSON.stringify(folder)})
    writeFileSync(${JSON.stringify(folder)} + '/.m.json.00000000-' + process.pid + '-000000000000.assay-tmp', 'half')
    worker.on('online', () => process.stdout.write('ready'))`
}

it.skipIf(process.platform === 'win32')(
  'ends within a second of Ctrl+C although a thread hangs, and removes its own temp files only',
  async () => {
    writeFileSync(join(folder, '.m.json.00000000-1-000000000000.assay-tmp'), 'of another process')
    const child = spawn(process.execPath, ['--input-type=module', '--eval', hangingProgram()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const measureMs = startStopwatch()
    child.kill('SIGINT')
    const signal = await new Promise((resolve) => child.once('exit', (_, name) => resolve(name)))
    expect(measureMs()).toBeLessThan(1100)
    expect(signal).toBe('SIGINT')
    expect(readdirSync(folder).toSorted()).toEqual(['.m.json.00000000-1-000000000000.assay-tmp', 'fifo'])
  },
)

it.skipIf(process.platform === 'win32')(
  'takes two signals in one moment for one, and ends at once at a later one',
  () => {
    const program = `import { installInterruption } from ${JSON.stringify(new URL('interruption.ts', import.meta.url).href)}
    installInterruption()
    process.emit('SIGINT')
    process.emit('SIGINT')
    process.stdout.write('goes on')
    setTimeout(() => process.emit('SIGINT'), 150)
    setTimeout(() => process.stdout.write(' too long'), 600)`
    const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', program])
    expect([stdout.toString(), signal]).toEqual(['goes on', 'SIGINT'])
  },
)
