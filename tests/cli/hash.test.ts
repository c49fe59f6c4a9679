import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench } from './run-assay.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
  for (const name of ['a', 'b c', 'back\\slash', 'new\nline', 'é']) writeFileSync(join(bench.tree, name), name)
})
afterEach(() => bench.remove())

const names = ['tree/b c', 'tree/back\\slash', 'tree/new\nline', 'tree/é', './tree/a']

describe('assay hash', () => {
  it.each([
    ['sha256', 'sha256sum'],
    ['md5', 'md5sum'],
    ['sha512', 'sha512sum'],
  ])('prints %s exactly as %s does', async (algorithm, program) => {
    const expected = spawnSync(program, names, { cwd: bench.folder, encoding: 'utf8' }).stdout
    const { exitCode, stdout } = await bench.run('hash', '--algorithm', algorithm, ...names)
    expect(exitCode).toBe(0)
    expect(stdout).toBe(expected)
  })

  it('prints several digests in the tagged form, which sha256sum checks too', async () => {
    const { stdout } = await bench.run('hash', '--algorithm', 'md5,sha256', 'tree/a', 'tree/new\nline')
    expect(stdout).toMatch(
      /^MD5 \(tree\/a\) = [0-9a-f]{32}\nSHA256 \(tree\/a\) = [0-9a-f]{64}\n\\MD5 \(tree\/new\\nline\)/u,
    )
    writeFileSync(
      bench.path('sums'),
      stdout
        .split('\n')
        .filter((line) => line.includes('SHA256'))
        .join('\n'),
    )
    const check = spawnSync('sha256sum', ['--check', '--strict', 'sums'], { cwd: bench.folder, encoding: 'utf8' })
    expect(check.status).toBe(0)
  })

  it('goes on past what cannot be read, and exits with 2', async () => {
    const { exitCode, stdout, stderr } = await bench.run('hash', 'tree/a', 'tree', 'tree/none', 'tree/é')
    expect(exitCode).toBe(2)
    expect(stdout.trimEnd().split('\n')).toHaveLength(2)
    expect(stderr).toMatch(/^error: tree: EISDIR.*\nerror: tree\/none: ENOENT/u)
  })

  it('prints one JSON document, in the order of the arguments', async () => {
    const { exitCode, json } = await bench.runJson('hash', 'tree/é', 'tree/none', 'tree/a', '--algorithm', 'md5,xxh3')
    expect(exitCode).toBe(2)
    expect(json).toEqual({
      files: [
        { path: 'tree/é', size_bytes: 2, checksum_md5: expect.any(String), checksum_xxh3: expect.any(String) },
        { path: 'tree/none', error: { code: 'ENOENT', message: expect.any(String) } },
        { path: 'tree/a', size_bytes: 1, checksum_md5: expect.any(String), checksum_xxh3: expect.any(String) },
      ],
    })
  })

  it('ends quietly where the reader goes away', () => {
    const many = Array.from({ length: 3000 }, () => 'tree/a').join(' ')
    const command = `("${bench.node}" "${bench.entry}" hash ${many}; echo "exit $?" >&2) | head -n 1`
    const ended = spawnSync('sh', ['-c', command], { cwd: bench.folder, encoding: 'utf8' })
    expect(ended.stdout).toMatch(/^[0-9a-f]{64} {2}tree\/a\n$/u)
    expect(ended.stderr).toBe('exit 0\n')
  })
})
