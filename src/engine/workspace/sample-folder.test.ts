import { lstat, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSampleFolder } from './sample-folder.ts'

let workspace: string

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'assay-sample-'))
})
afterEach(() => rm(workspace, { recursive: true }))

it('makes files with the same bytes and times every time', async () => {
  const root = await createSampleFolder(workspace)
  const csv = join(root, 'readings', '2026-01.csv')
  const before = [await readFile(csv), (await lstat(csv)).mtimeMs]
  await rm(root, { recursive: true })
  await createSampleFolder(workspace)
  expect([await readFile(csv), (await lstat(csv)).mtimeMs]).toEqual(before)
  expect(await readlink(join(root, 'latest.csv'))).toBe('readings/2026-03.csv')
  expect((await readFile(join(root, 'pictures', 'map.png'))).subarray(1, 4).toString()).toBe('PNG')
})

it('leaves what a person changed alone and brings back what is missing', async () => {
  const root = await createSampleFolder(workspace)
  await writeFile(join(root, 'README.md'), 'changed')
  await rm(join(root, 'notes'), { recursive: true })
  await createSampleFolder(workspace)
  expect(await readFile(join(root, 'README.md'), 'utf8')).toBe('changed')
  expect((await lstat(join(root, 'notes', 'to do.txt'))).isFile()).toBe(true)
})
