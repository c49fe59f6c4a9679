import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, waitForEnd, waitForText } from '../cli/run-assay.ts'

type Limit = 'max_inotify_watches' | 'max_inotify_instances'

/** A wrapper that runs a program in a user namespace with a limit of its own. */
function withLimit(limit: Limit, count: number): string[] {
  return [
    'unshare',
    '--user',
    '--map-root-user',
    'sh',
    '-c',
    `echo ${count} >/proc/sys/user/${limit} && exec "$@"`,
    'sh',
  ]
}

const [unshare = '', ...words] = withLimit('max_inotify_watches', 1)
const canLimitWatches = spawnSync(unshare, [...words, 'true']).status === 0

let bench: Bench
beforeEach(async () => {
  bench = new Bench()
  for (let i = 0; i < 5; i += 1) {
    mkdirSync(bench.path('tree', `folder-${i}`))
    writeFileSync(bench.path('tree', `folder-${i}`, 'file'), `content ${i}`)
  }
  await bench.run('snapshot', 'tree', '-o', 'm.json')
  writeFileSync(bench.path('tree', 'folder-4', 'file'), 'edited')
})
afterEach(() => bench.remove())

describe.runIf(canLimitWatches)('a limit on watches (needs user namespaces, else skipped)', () => {
  it.each([
    ['max_inotify_watches', 3, 'fs.inotify.max_user_watches'],
    ['max_inotify_instances', 0, 'fs.inotify.max_user_instances'],
  ] as const)('such as %s has a watch say that it looks now and then, and why', async (limit, count, setting) => {
    const child = bench.start(['watch', 'tree', '--against', 'm.json', '--json'], withLimit(limit, count))
    const ended = waitForEnd(child)
    await waitForText(child.stdout, /"phase":"polling".*\n/u)
    child.kill('SIGINT')
    const { stdout } = await ended
    expect(stdout).toContain(setting)
    expect(stdout).toContain('"verdict":"edited"')
    expect(stdout).not.toContain('"phase":"watching"')
  })
})
