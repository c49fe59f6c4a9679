import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readProcessManifest } from '../../src/engine/pipeline/read-process-manifest.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const script = join(project, 'examples/pipeline/pipeline.ts')
const isBuilt = existsSync(join(project, 'out/pipeline/index.js'))
const fileCount = 40

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-example-'))
  mkdirSync(join(folder, 'incoming'))
  for (let i = 0; i < fileCount; i += 1) {
    // Each tenth file has the content of the one before.
    const content = i % 10 === 9 ? i - 1 : i
    writeFileSync(join(folder, 'incoming', `${String(i).padStart(3, '0')}.txt`), `line\n`.repeat(content + 1))
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function argumentsOf(seed: number, failureRate: number): string[] {
  const places = ['--source', join(folder, 'incoming'), '--work', join(folder, 'work')]
  return [script, ...places, '--seed', String(seed), '--failure-rate', String(failureRate)]
}

/** Runs until so many lines are out, then kills it without a word. */
function runKilled(seed: number, afterLines: number): Promise<string[]> {
  const child = spawn(process.execPath, argumentsOf(seed, 0.2))
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.split('\n').length > afterLines) child.kill('SIGKILL')
  })
  return new Promise((resolve) => {
    child.on('close', () => resolve(output.slice(0, output.lastIndexOf('\n')).split('\n')))
  })
}

function pick(lines: readonly string[], what: string): string[] {
  return lines.filter((line) => line.startsWith(what)).map((line) => line.slice(10))
}

describe.runIf(isBuilt)('the example pipeline (needs a build, else skipped)', () => {
  it('goes on where it was killed, and does nothing twice that it said it had done', async () => {
    const runs: string[][] = []
    for (const [i, afterLines] of [3, 10, 14, 20, 30].entries()) runs.push(await runKilled(i, afterLines))
    for (let seed = 100; seed < 120; seed += 1) {
      const { stdout, stderr, status } = spawnSync(process.execPath, argumentsOf(seed, 0.2), { encoding: 'utf8' })
      expect(stderr).toBe('')
      runs.push(stdout.trim().split('\n'))
      if (status === 0) break
    }
    expect(runs.at(-1)?.at(-1)).toBe('complete')
    for (const what of ['fetched', 'processed']) {
      const done = runs.flatMap((lines) => pick(lines, what))
      expect(new Set(done).size, `${what} twice`).toBe(done.length)
    }
    const contents = fileCount - fileCount / 10
    expect(readdirSync(join(folder, 'work/processed')).length).toBe(contents)
    for (const process of ['extractor', 'transformer']) {
      const manifest = await readProcessManifest(join(folder, `work/manifests/lines_${process}.manifest.json`))
      expect([manifest.state, manifest.records.size]).toEqual(['valid', contents])
    }
  })

  it('says that files are missing, by its status too, when the line fails too often', () => {
    const { stdout, status } = spawnSync(process.execPath, argumentsOf(1, 1), { encoding: 'utf8' })
    expect([stdout.trim().split('\n').at(-1), status]).toEqual([`${fileCount} missing: run again`, 1])
  })
})
