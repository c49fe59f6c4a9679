import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FlatFolderHints } from './flat-folder-hints.ts'

let root: string
let folder: string
let seen: (string | null)[]
let wake: () => void
let hints: FlatFolderHints
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'assay-hints-')))
  folder = join(root, 'watched')
  seen = []
  wake = () => undefined
  hints = new FlatFolderHints(folder, (name) => {
    seen.push(name)
    wake()
  })
})
afterEach(async () => {
  hints.close()
  await rm(root, { recursive: true, force: true })
})

async function until(name: string | null): Promise<void> {
  while (!seen.includes(name)) {
    // oxlint-disable-next-line no-await-in-loop -- One hint after the other.
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
}

describe('hints about one folder', () => {
  it('name the files that come and change in it', async () => {
    await mkdir(folder)
    await hints.follow()
    expect(seen).toEqual([])
    await writeFile(join(folder, 'a'), 'x')
    await until('a')
    await hints.follow()
    expect(seen).not.toContain(null)
    expect(hints.notice).toBeNull()
  })

  it('take up a folder that comes, and one that takes the place of another', async () => {
    await hints.follow()
    await mkdir(folder)
    await hints.follow()
    await until(null)
    await writeFile(join(folder, 'first'), 'x')
    await until('first')
    await rename(folder, join(root, 'old'))
    await mkdir(folder)
    await hints.follow()
    await writeFile(join(folder, 'second'), 'x')
    await until('second')
  })
})
