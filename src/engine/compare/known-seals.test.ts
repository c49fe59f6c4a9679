import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SealState } from '../../shared/model/manifest.ts'
import { SealLookup, WrittenSeal } from './known-seals.ts'

const root = 'ab'.repeat(32)
const intact: SealState = { state: 'intact', root }
let folder = ''
let path = ''
let checkCount = 0

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'known-seals-'))
  path = join(folder, 'm.json')
  await writeFile(path, Buffer.alloc(9 * 1024 * 1024, 'x'))
  checkCount = 0
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function check(seal: SealState | (() => Promise<SealState>)): Promise<SealState> {
  const lookup = await SealLookup.create(path, folder)
  lookup.add(await readFile(path))
  return lookup.checkOnce(async () => {
    checkCount += 1
    return typeof seal === 'function' ? seal() : seal
  })
}

async function notes(): Promise<string[]> {
  return readdir(join(folder, 'cache')).catch(() => [])
}

it('checks the same bytes once, wherever and whenever they are', async () => {
  expect(await check(intact)).toEqual(intact)
  await utimes(path, 1, 1)
  expect(await check(intact)).toEqual(intact)
  expect([checkCount, (await notes()).length]).toEqual([1, 1])
})

it('checks anew what differs in a single byte', async () => {
  await check(intact)
  const bytes = await readFile(path)
  bytes[5_000_000] = 0
  await writeFile(path, bytes)
  const broken: SealState = { state: 'broken', root, reason: 'altered' }
  expect(await check(broken)).toEqual(broken)
  expect(await check(broken)).toEqual(broken)
  expect([checkCount, (await notes()).length]).toEqual([3, 1])
})

it('keeps no note of a file that was written to while it was checked', async () => {
  await check(async () => {
    await writeFile(path, 'other')
    return intact
  })
  expect(await notes()).toEqual([])
})

it('believes no note that was cut short, and checks where none can be kept', async () => {
  await check(intact)
  const [note = ''] = await notes()
  await writeFile(join(folder, 'cache', note), root.slice(0, 20))
  await check(intact)
  expect(checkCount).toBe(2)
  await rm(join(folder, 'cache'), { recursive: true })
  await writeFile(join(folder, 'cache'), 'no folder')
  expect(await check(intact)).toEqual(intact)
  expect(checkCount).toBe(3)
})

it('looks nothing up for a small file', async () => {
  await writeFile(path, 'small')
  await check(intact)
  await check(intact)
  expect([checkCount, await notes()]).toEqual([2, []])
})

it('knows a large manifest from its writing, and notes nothing of a small one', async () => {
  const bytes = await readFile(path)
  const large = new WrittenSeal(folder)
  for (let at = 0; at < bytes.length; at += 700_000) await large.add(bytes.subarray(at, at + 700_000))
  await large.note(root)
  const small = new WrittenSeal(folder)
  await small.add(bytes.subarray(0, 1000))
  await small.note(root)
  expect((await notes()).length).toBe(1)
  expect(await check({ state: 'broken' })).toEqual(intact)
  expect(checkCount).toBe(0)
})
