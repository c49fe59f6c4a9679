import { createHash } from 'node:crypto'
import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RequestInput } from '../../src/shared/ipc/contract.ts'
import type { ComparisonQuery } from '../../src/shared/ipc/comparison-schemas.ts'
import type { RunSnapshot } from '../../src/shared/model/run.ts'
import type { TestServices } from './start-services.ts'

/** Everything, findings or not, in path order. */
export const everyRow: ComparisonQuery = {
  layout: 'list',
  search: '',
  verdicts: [],
  onlyDifferences: false,
  folder: '',
  sort: { column: 'path', isDescending: false },
}

/** Contents by path. */
export type Listing = Readonly<Record<string, string>>

/** Writes a list as sha256sum does, of contents that are nowhere on disk. */
export async function writeList(services: TestServices, name: string, contents: Listing): Promise<string> {
  const lines = Object.entries(contents).map(([path, content]) => `${sha256(content)}  ${path}\n`)
  const path = join(services.root, name)
  await writeFile(path, lines.join(''))
  return path
}

type Choices = Partial<Pick<RequestInput<'compare.start'>, 'isStrict' | 'allowEmpty'>>

/** Compares two paths, and resolves when the run has ended. */
export async function comparePaths(
  services: TestServices,
  left: string,
  right: string,
  choices: Choices = {},
): Promise<RunSnapshot> {
  const { runId } = await services.call('compare.start', {
    left: { type: 'location', token: services.tokenOf(left) },
    right: { type: 'location', token: services.tokenOf(right) },
    isStrict: false,
    allowEmpty: false,
    ...choices,
  })
  return services.runIn(runId, 'completed', 'failed', 'cancelled')
}

/** Compares two lists of contents. */
export async function compareLists(services: TestServices, left: Listing, right: Listing): Promise<RunSnapshot> {
  const count = services.events.length
  const paths = [
    await writeList(services, `left-${count}.txt`, left),
    await writeList(services, `right-${count}.txt`, right),
  ]
  return comparePaths(services, paths[0]!, paths[1]!)
}

const slowFiles = 40
const quickFiles = 3000

/** Starts a compare whose scan lasts, with one early difference and much to read after it; resolves once that is found. */
export async function startSlowCompare(services: TestServices): Promise<string> {
  const list = await writeSlowTree(services)
  const { runId } = await services.call('compare.start', {
    left: { type: 'location', token: services.tokenOf(list) },
    right: { type: 'location', token: services.tokenOf(services.data) },
    isStrict: false,
    allowEmpty: false,
  })
  await services.event(({ channel, payload }) => channel === 'run.found' && payload.runId === runId)
  return runId
}

async function writeSlowTree(services: TestServices): Promise<string> {
  const content = Buffer.alloc(8 * 1024 * 1024)
  const slow = Array.from({ length: slowFiles }, (_, i) => `sub/f${i}`)
  const quick = Array.from({ length: quickFiles }, (_, i) => `n${i}`)
  await mkdir(join(services.data, 'sub'))
  await writeFile(join(services.data, 'a.txt'), 'changed')
  for (const path of [...slow, ...quick]) await writeFile(join(services.data, path), '')
  // Holes cost no disk, and are digested all the same.
  for (const path of slow) await truncate(join(services.data, path), content.length)
  const lines = [
    ...['a.txt', 'zz-gone'].map((path) => `${'0'.repeat(64)}  ${path}\n`),
    ...slow.map((path) => `${sha256(content)}  ${path}\n`),
    ...quick.map((path) => `${sha256('')}  ${path}\n`),
  ]
  const list = join(services.root, 'slow.txt')
  await writeFile(list, lines.join(''))
  return list
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
