import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ChangedTree } from '../fixtures/changed-tree.ts'
import { Bench, type Json } from './run-assay.ts'

const hasRsync = spawnSync('rsync', ['--version']).status === 0
const seeds = [1, 20_261_121, 987_654_321]

function run(command: string, args: readonly string[]): string {
  const { stdout, status, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    maxBuffer: 2 ** 28,
  })
  if (status !== 0 && status !== 1) throw new Error(`${command}: ${stderr}`)
  return stdout
}

/** Verdict by path, and the old path by the new one of each move. */
function readVerdicts(json: Json): { verdicts: Map<string, string>; moves: Map<string, string> } {
  const all: Json[] = [...json.findings, ...json.others]
  const moved = all.filter(({ verdict }) => verdict === 'moved')
  return {
    verdicts: new Map(all.map(({ path, verdict }) => [path, verdict])),
    moves: new Map(moved.map(({ path, from_path }) => [path, from_path])),
  }
}

/** What `diff` sees of a verdict: it knows no moves, no times and follows nothing it need not. */
function seenByDiff(tree: ChangedTree): string[] {
  const lines: string[] = []
  for (const [path, verdict] of tree.record.verdicts) {
    if (['edited', 'suspected-corruption', 'kind-changed'].includes(verdict)) lines.push(`differ ${path}`)
    if (verdict === 'removed') lines.push(`only left ${path}`)
    if (verdict === 'added' || verdict === 'moved') lines.push(`only right ${path}`)
  }
  for (const from of tree.record.moves.values()) lines.push(`only left ${from}`)
  return lines.toSorted()
}

function listFiles(root: string, path: string): string[] {
  const found = run('find', [join(root, path), '-not', '-type', 'd', '-printf', '%P\\n'])
  const names = found.split('\n').filter((name) => name !== '')
  // Of a file itself nothing is left of its path below itself.
  return names.length === 0 ? [path] : names.map((name) => join(path, name))
}

/** The lines of `diff -rq`, a folder that is on one side only taken for the files in it. */
function askDiff(tree: ChangedTree): string[] {
  const lines: string[] = []
  for (const line of run('diff', ['-rq', '--no-dereference', tree.left, tree.right]).split('\n')) {
    const differ = /^(?:Files|Symbolic links|File) (.+?) (?:and .+ differ|is a .+ while file .+)$/u.exec(line)?.[1]
    const [, folder, name] = /^Only in (.+?): (.+)$/u.exec(line) ?? []
    if (differ !== undefined) lines.push(`differ ${differ.slice(tree.left.length + 1)}`)
    else if (folder !== undefined && name !== undefined) {
      const isLeft = folder === tree.left || folder.startsWith(`${tree.left}/`)
      const root = isLeft ? tree.left : tree.right
      const paths = listFiles(root, join(folder, name).slice(root.length + 1))
      for (const path of paths) lines.push(`only ${isLeft ? 'left' : 'right'} ${path}`)
    } else if (line !== '') throw new Error(`diff says what is not understood: ${line}`)
  }
  return lines.toSorted()
}

/** The lines of rsync that would make the right side as the left: what it would send, and what it would delete. */
function askRsync(tree: ChangedTree): string[] {
  const args = ['-rlcn', '--times', '--itemize-changes', '--delete', `${tree.left}/`, `${tree.right}/`]
  const lines: string[] = []
  for (const line of run('rsync', args).split('\n')) {
    const [, what = '', shown = ''] = /^(\S+) +(.*)$/u.exec(line) ?? []
    const path = shown.replace(/ -> .*$/u, '')
    if (what === '' || path.endsWith('/')) continue
    if (what === '*deleting') lines.push(`only right ${path}`)
    else if (/^[>c][fL]\+{9}$/u.test(what)) lines.push(tree.has('right', path) ? `differ ${path}` : `only left ${path}`)
    else if (/^[>c][fL]c/u.test(what)) lines.push(`differ ${path}`)
    else if (what.startsWith('.f..t')) lines.push(`touched ${path}`)
    else throw new Error(`rsync says what is not understood: ${line}`)
  }
  return lines.toSorted()
}

describe.each(seeds)('a tree that a script edited, moved and corrupted (seed %i)', (seed) => {
  let bench: Bench
  let tree: ChangedTree
  let json: Json
  beforeAll(async () => {
    bench = new Bench()
    tree = new ChangedTree(bench.folder, seed, 400)
    const compared = await bench.runJson('compare', tree.left, tree.right, '--all')
    expect(compared.exitCode).toBe(1)
    json = compared.json
  })
  afterAll(() => bench.remove())

  it('gets the verdicts of the script’s own record, path by path, moves included', () => {
    const { verdicts, moves } = readVerdicts(json)
    expect(Object.fromEntries(verdicts)).toEqual(Object.fromEntries(tree.record.verdicts))
    expect(Object.fromEntries(moves)).toEqual(Object.fromEntries(tree.record.moves))
    expect(moves.size).toBeGreaterThan(10)
  })

  it('differs where diff -rq says that it does, and nowhere else', () => {
    expect(askDiff(tree)).toEqual(seenByDiff(tree))
  })

  it.skipIf(!hasRsync)('differs where rsync --checksum --itemize-changes says so (needs rsync, else skipped)', () => {
    const touched = [...tree.record.verdicts].filter(([, verdict]) => verdict === 'touched')
    const seen = [...seenByDiff(tree), ...touched.map(([path]) => `touched ${path}`)]
    expect(askRsync(tree)).toEqual(seen.toSorted())
  })

  it('is told alike through manifests of both sides', async () => {
    await Promise.all([
      bench.run('snapshot', tree.left, '-o', 'then.json'),
      bench.run('snapshot', tree.right, '-o', 'now.json'),
    ])
    const pairs = [
      ['then.json', 'now.json'],
      ['then.json', tree.right],
      [tree.left, 'now.json'],
    ]
    const others = await Promise.all(pairs.map((sides) => bench.runJson('compare', ...sides, '--all')))
    for (const other of others) expect(readVerdicts(other.json)).toEqual(readVerdicts(json))
  })
})
