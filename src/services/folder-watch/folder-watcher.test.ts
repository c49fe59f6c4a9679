import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderWatcher } from './folder-watcher.ts'

let root: string
let folder: string
let watcher: FolderWatcher | undefined
let told: string[]
let wake: () => void

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'assay-folder-watch-')))
  folder = join(root, 'watched')
  told = []
  wake = () => undefined
})
afterEach(async () => {
  await watcher?.close()
  await rm(root, { recursive: true })
})

function tell(word: string): void {
  told.push(word)
  wake()
}

function start(): FolderWatcher {
  watcher = new FolderWatcher({
    path: folder,
    isWanted: (name) => !name.startsWith('.'),
    onFile: (path) => tell(`file ${basename(path)}`),
    onGone: (path) => tell(`gone ${basename(path)}`),
    onState: () => tell('state'),
  })
  return watcher
}

async function heard(word: string): Promise<void> {
  while (!told.includes(word)) {
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
}

describe('a watched folder', () => {
  it('tells of files that are there, come and go', async () => {
    await mkdir(folder)
    await writeFile(join(folder, 'a'), '')
    const watching = start()
    await heard('file a')
    await writeFile(join(folder, 'b'), '')
    await heard('file b')
    await rm(join(folder, 'a'))
    await heard('gone a')
    expect(await watching.describe()).toEqual({ state: 'watching', notice: null })
  })

  it('tells only of files whose names are wanted', async () => {
    await mkdir(folder)
    await writeFile(join(folder, '.hidden'), '')
    start()
    await writeFile(join(folder, '.b'), '')
    await writeFile(join(folder, 'c'), '')
    await heard('file c')
    expect(told.filter((word) => word.startsWith('file'))).toEqual(['file c'])
  })

  it('that is missing is watched once it is there', async () => {
    const watching = start()
    expect(await watching.describe()).toMatchObject({ state: 'missing' })
    await mkdir(folder)
    await writeFile(join(folder, 'a'), '')
    await heard('file a')
    expect(await watching.describe()).toMatchObject({ state: 'watching' })
  })

  it('that was taken away is watched again once it is back, with what was put into it meanwhile', async () => {
    await mkdir(folder)
    await writeFile(join(folder, 'a'), '')
    start()
    await heard('file a')
    await rename(folder, join(root, 'away'))
    await heard('state')
    expect(await watcher?.describe()).toMatchObject({ state: 'missing' })
    await writeFile(join(root, 'away', 'b'), '')
    await rename(join(root, 'away'), folder)
    await heard('file b')
    await writeFile(join(folder, 'c'), '')
    await heard('file c')
  })

  it('that was said to be missing tells that it is back, however soon', async () => {
    await mkdir(folder)
    await writeFile(join(folder, 'a'), '')
    start()
    await heard('file a')
    await rename(folder, join(root, 'away'))
    expect(await watcher?.describe()).toMatchObject({ state: 'missing' })
    await rename(join(root, 'away'), folder)
    told = []
    await heard('state')
    expect(await watcher?.describe()).toMatchObject({ state: 'watching' })
  })

  it('that another folder took the place of is watched as that one', async () => {
    await mkdir(folder)
    await writeFile(join(folder, 'a'), '')
    start()
    await heard('file a')
    await rm(folder, { recursive: true })
    await mkdir(folder)
    await writeFile(join(folder, 'b'), '')
    await heard('file b')
    await writeFile(join(folder, 'c'), '')
    await heard('file c')
  })
})
