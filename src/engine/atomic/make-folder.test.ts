import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeFolder } from './make-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-make-folder-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('makes a folder with those above it, however often it is asked at once', async () => {
  const path = join(folder, 'a/b/c')
  await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(folder, 'a/b'))])
  await makeFolder(path)
  expect(statSync(path).isDirectory()).toBe(true)
})

it('takes a link to a folder for a folder', async () => {
  symlinkSync(folder, join(folder, 'link'))
  await makeFolder(join(folder, 'link/a'))
  expect(statSync(join(folder, 'a')).isDirectory()).toBe(true)
})

it('refuses to go through a file', async () => {
  writeFileSync(join(folder, 'file'), '')
  await expect(makeFolder(join(folder, 'file/a'))).rejects.toMatchObject({ code: 'EEXIST' })
})

it.skipIf(process.platform !== 'linux')('gives up where a file system takes no folders', async () => {
  await expect(makeFolder('/proc/assay/runs')).rejects.toMatchObject({ code: 'ENOENT' })
})
