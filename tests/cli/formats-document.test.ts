import { spawnSync } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench } from './run-assay.ts'

const document = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8')

/** A program as it stands in docs/formats.md. */
function program(name: string): string {
  const found = new RegExp(`^\`\`\`\\w+ ${name}\\n([\\s\\S]*?)^\`\`\``, 'mu').exec(document)?.[1]
  if (found === undefined) throw new Error(`docs/formats.md has no program ${name}`)
  return found
}

const hasPython = spawnSync('python3', ['--version']).status === 0

let bench: Bench
beforeEach(() => {
  bench = new Bench()
  symlinkSync('nowhere', join(bench.tree, 'link'))
})
afterEach(() => bench.remove())

function runPython(name: string, ...args: string[]) {
  return spawnSync('python3', ['-c', program(name), ...args], { cwd: bench.folder, encoding: 'utf8' })
}

async function snapshotOf(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) writeFileSync(join(bench.tree, `file ${index}`), `content ${index}`)
  expect(
    (await bench.run('snapshot', 'tree', '-o', 'm.json', '--exclude', count === 0 ? 'link' : 'none')).exitCode,
  ).toBe(0)
}

describe.skipIf(!hasPython)('the programs of docs/formats.md in Python', () => {
  it.each([0, 1, 2, 6, 7, 1100])('find the seal of %d files intact', async (count) => {
    await snapshotOf(count)
    const { stdout, status } = runPython('check-seal', 'm.json')
    expect(status).toBe(0)
    expect(stdout).toContain(`over ${count === 0 ? 0 : count + 1} entries`)
  })

  it('find a seal broken', async () => {
    await snapshotOf(5)
    const text = readFileSync(bench.path('m.json'), 'utf8')
    writeFileSync(bench.path('m.json'), text.replace('"size_bytes":9', '"size_bytes":8'))
    expect(runPython('check-seal', 'm.json').status).toBe(1)
  })

  it('check files of any name', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${bench.tree}/`), Buffer.from([0x66, 0xff])]), 'not UTF-8')
    writeFileSync(join(bench.tree, 'new\nline\\'), 'x')
    await snapshotOf(3)
    expect(runPython('check-files', 'm.json', 'tree').status).toBe(0)
    writeFileSync(join(bench.tree, 'file 1'), 'altered')
    expect(runPython('check-files', 'm.json', 'tree')).toMatchObject({ status: 1, stdout: "DIFFERS b'file 1'\n" })
  })
})

it('the program of docs/formats.md for the shell checks the files', async () => {
  await snapshotOf(20)
  const check = () =>
    spawnSync('sh', ['-c', program('check-with-coreutils'), 'sh', 'm.json', 'tree'], {
      cwd: bench.folder,
      encoding: 'utf8',
    })
  expect(check()).toMatchObject({ status: 0, stdout: '' })
  writeFileSync(join(bench.tree, 'file 13'), 'altered')
  expect(check()).toMatchObject({ status: 1, stdout: 'file 13: FAILED\n' })
})
