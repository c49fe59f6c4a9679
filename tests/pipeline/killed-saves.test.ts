import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readProcessManifest } from '../../src/engine/pipeline/read-process-manifest.ts'

const canTrace = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0
const script = fileURLToPath(new URL('add-records.ts', import.meta.url))
// strace counts calls by thread: with one thread for files, its nth call is that of the nth save.
const env = { ...process.env, UV_THREADPOOL_SIZE: '1' }

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-killed-saves-'))
  path = join(folder, 'systems_download.manifest.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Adds five records one by one, killed at the nth such system call; how many it was told are on disk. */
function addKilledAt(systemCall: string, nth: number): number {
  const trace = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${systemCall}`]
  const inject = ['-e', `inject=${systemCall}:signal=SIGKILL:when=${nth}`]
  const command = [process.execPath, script, path, `${systemCall} ${nth}`, '5', '1']
  const { stdout } = spawnSync('strace', [...trace, ...inject, ...command], { env, encoding: 'utf8' })
  return stdout.split('\n').length - 1
}

describe.runIf(canTrace)('a save killed by the system (needs strace, else skipped)', () => {
  it.each([
    ['fsync', [1, 2, 3, 4, 5]],
    ['rename', [1, 2, 3]],
  ])('leaves a whole manifest with all that was acknowledged, and no lock: at %s %j', async (systemCall, calls) => {
    let acknowledged = 0
    for (const nth of calls) {
      const added = addKilledAt(systemCall, nth)
      expect(added, 'it was killed before its end').toBeLessThan(5)
      acknowledged += added
      const text = await readProcessManifest(path).catch(() => undefined)
      // Killed before there was a first one, there is none: never a part of one.
      if (text === undefined) expect(acknowledged).toBe(0)
      else expect([text.problems, text.records.size >= acknowledged]).toEqual([[], true])
    }
    const { status, stderr } = spawnSync(process.execPath, [script, path, 'after', '1', '1'], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    const { records } = JSON.parse(readFileSync(path, 'utf8')) as { records: object }
    expect(Object.keys(records).length).toBeGreaterThan(acknowledged)
  })
})
