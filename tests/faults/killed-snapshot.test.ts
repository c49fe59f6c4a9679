import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canTrace, FaultBench } from './fault-fixtures.ts'

let bench: FaultBench
beforeEach(() => {
  bench = new FaultBench()
})
afterEach(() => bench.remove())

describe.runIf(canTrace)('a snapshot over an older manifest (needs strace, else skipped)', () => {
  /** Runs a snapshot that is killed on entering a call, and says what is left under the manifest's name. */
  async function killAt(call: string, options: readonly string[]): Promise<string> {
    const { exitCode } = await bench.snapshot(bench.traceWith(options))
    const state = bench.state()
    expect(['old', 'new'], `${call}: ${state}`).toContain(state)
    expect(exitCode, call).not.toBe(0)
    bench.restore()
    return state
  }

  it('killed at any of its calls on the new one leaves the old one, and the next sweeps what it left', async () => {
    const calls = await bench.recordCalls()
    expect(calls.map((call) => call.name)).toEqual(['openat', 'fchmod', 'write', 'fsync', 'close', 'rename'])
    for (const { name, nth } of calls) {
      // Another thread may come to its own nth call first: then it is killed there.
      const inject = `inject=${name}:signal=SIGKILL:when=${nth}`
      expect(await killAt(`${name} ${nth}`, ['-e', `trace=${name}`, '-e', inject]), name).toBe('old')
    }
    expect((await bench.snapshot()).exitCode).toBe(0)
    expect([bench.state(), bench.besides()]).toEqual(['new', []])
  })

  // The folder is opened and closed a first time when it is swept.
  const callsOnFolder = [
    ['openat', 2],
    ['fsync', 1],
    ['close', 2],
  ] as const

  it.each(callsOnFolder)('killed at %s of the folder leaves the new one, whole', async (name, nth) => {
    const inject = `inject=${name}:signal=SIGKILL:when=${nth}`
    const onFolder = ['-P', join(bench.folder, 'out'), '-e', `trace=${name}`, '-e', inject]
    expect(await killAt(name, onFolder)).toBe('new')
    expect(bench.besides()).toEqual([])
  })

  it.each(['fsync', 'rename'])('keeps the old one and exits with 2 when %s fails', async (name) => {
    const call = (await bench.recordCalls()).find((each) => each.name === name)
    const inject = `inject=${name}:error=EIO:when=${call?.nth}`
    const { exitCode, stderr } = await bench.snapshot(bench.traceWith(['-e', `trace=${name}`, '-e', inject]))
    // The ledger's thread may come to its own nth call first: then it is the ledger that cannot be written.
    expect(stderr).toMatch(/EIO|disk I\/O error/u)
    expect([exitCode, bench.state(), bench.besides()]).toEqual([2, 'old', []])
  })
})
