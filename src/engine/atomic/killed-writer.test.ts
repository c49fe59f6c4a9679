import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweepStaleTemps } from './stale-temps.ts'

const canTrace = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0
const oldText = 'old '.repeat(1000)
const newText = 'new '.repeat(60_000)
const writer = `
  import { openDurableFile } from ${JSON.stringify(new URL('./durable-file.ts', import.meta.url).href)}
  const file = await openDurableFile(process.argv[1])
  for (let chunk = 0; chunk < 60; chunk += 1) await file.write(Buffer.from('new '.repeat(1000)))
  await file.commit()
`
// strace counts calls by thread: with one thread for files, its nth call is that of the write.
const env = { ...process.env, UV_THREADPOOL_SIZE: '1' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-killed-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Writes over the old file with a writer that is killed at the nth such system call; says whether it lived to do it. */
function writeKilledAt(systemCall: string, nth: number): boolean {
  const target = join(folder, 'out.json')
  writeFileSync(target, oldText)
  const trace = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${systemCall}`]
  const inject = ['-e', `inject=${systemCall}:signal=SIGKILL:when=${nth}`]
  const command = [process.execPath, '--input-type=module', '--eval', writer, target]
  return spawnSync('strace', [...trace, ...inject, ...command], { env }).status === 0
}

describe.runIf(canTrace)('a writer killed by the system (needs strace, else skipped)', () => {
  it.each([
    ['fchmod', [1], oldText],
    ['write', [40, 60, 80, 100], oldText],
    ['fsync', [1], oldText],
    ['rename', [1], oldText],
    ['fsync', [2], newText],
  ])('leaves the old file or the new one, whole: at %s %j', async (systemCall, calls, expected) => {
    for (const nth of calls) {
      expect(writeKilledAt(systemCall, nth)).toBe(false)
      expect(readFileSync(join(folder, 'out.json'), 'utf8') === expected, 'the file is whole').toBe(true)
      expect(await sweepStaleTemps(folder)).toBe(expected === oldText ? 1 : 0)
      expect(readdirSync(folder)).toEqual(['out.json'])
    }
  })
})
