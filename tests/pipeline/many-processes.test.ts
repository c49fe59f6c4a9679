import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readProcessManifest } from '../../src/engine/pipeline/read-process-manifest.ts'

const script = fileURLToPath(new URL('add-records.ts', import.meta.url))

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-processes-'))
  path = join(folder, 'systems_download.manifest.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Adder {
  /** Numbers of the records it was told are on disk. */
  readonly acknowledged: readonly number[]
  readonly errors: string
}

/** Runs one process that adds records; `onLine` may kill it. */
function addInProcess(
  prefix: string,
  count: number,
  atOnce: number,
  onLine?: (kill: () => void) => void,
): Promise<Adder> {
  const child = spawn(process.execPath, [script, path, prefix, String(count), String(atOnce)])
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    onLine?.(() => child.kill('SIGKILL'))
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  return new Promise((resolve) => {
    child.on('close', () => {
      const whole = output.slice(0, output.lastIndexOf('\n') + 1)
      resolve({ acknowledged: whole.split('\n').filter(Boolean).map(Number), errors })
    })
  })
}

function checksum(prefix: string, i: number): string {
  return createHash('sha256').update(`${prefix} ${i}`).digest('hex')
}

/** Parses the file all the time until told to stop; how often it was there, and the fewest records it ever lost. */
async function readAllTheTime(isDone: () => boolean): Promise<{ looks: number; shrinks: number }> {
  const seen = { looks: 0, shrinks: 0 }
  let last = 0
  while (!isDone()) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text === undefined) continue
    const { metadata, records } = JSON.parse(text) as { metadata: { total_records: number }; records: object }
    const count = Object.keys(records).length
    if (count < last || count !== metadata.total_records) seen.shrinks += 1
    last = count
    seen.looks += 1
  }
  return seen
}

describe('processes that add to one manifest', () => {
  it('lose nothing, four with a thousand records each, and a reader finds it whole at every moment', async () => {
    let isDone = false
    const reading = readAllTheTime(() => isDone)
    const prefixes = ['a', 'b', 'c', 'd']
    const adders = await Promise.all(prefixes.map((prefix) => addInProcess(prefix, 1000, 20)))
    isDone = true
    expect(adders.map(({ errors }) => errors)).toEqual(['', '', '', ''])
    expect(adders.map(({ acknowledged }) => acknowledged.length)).toEqual([1000, 1000, 1000, 1000])
    const seen = await reading
    expect(seen.looks).toBeGreaterThan(10)
    expect(seen.shrinks).toBe(0)
    const manifest = await readProcessManifest(path)
    expect([manifest.state, manifest.records.size]).toEqual(['valid', 4000])
    for (const prefix of prefixes) expect(manifest.records.has(checksum(prefix, 999))).toBe(true)
  })

  it('keep what they were told is kept when they are killed in the middle of saving, again and again', async () => {
    let kept = new Set<string>()
    for (let round = 0; round < 12; round += 1) {
      const prefix = `round ${round}`
      let lines = 0
      // Each round is killed at another point of its work: while the next save is under way.
      const { acknowledged } = await addInProcess(prefix, 100_000, 1 + round, (kill) => {
        lines += 1
        if (lines > round * 2) setTimeout(kill, round % 5)
      })
      const manifest = await readProcessManifest(path)
      expect(manifest.problems).toEqual([])
      const found = new Set(manifest.records.keys())
      const expected = [...kept, ...acknowledged.map((i) => checksum(prefix, i))]
      expect(expected.filter((key) => !found.has(key))).toEqual([])
      kept = found
    }
    expect(kept.size).toBeGreaterThan(12)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ metadata: { total_records: kept.size } })
    const { errors } = await addInProcess('after', 1, 1)
    expect(errors).toBe('')
    const own = ['.systems_download.manifest.json.lock', 'systems_download.manifest.json']
    expect(readdirSync(folder).toSorted()).toEqual(own)
  })
})
