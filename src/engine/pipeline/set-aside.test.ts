import { readdirSync, readFileSync, statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemFilePort, type FilePort } from '../atomic/file-port.ts'
import { ManifestFolder } from './pipeline-fixtures.ts'
import { setAside } from './set-aside.ts'

let folder: ManifestFolder
beforeEach(() => {
  folder = new ManifestFolder()
})
afterEach(() => folder.remove())

const withoutLinks: FilePort = {
  ...systemFilePort,
  link: () => Promise.reject(Object.assign(new Error('operation not permitted'), { code: 'EPERM' })),
}

describe('a damaged manifest set aside', () => {
  it('keeps its times where the file system has hard links', async () => {
    const path = folder.write('{"metadata": ')
    const asidePath = await setAside(path, readFileSync(path))
    expect(statSync(asidePath).ino).toBe(statSync(path).ino)
  })

  it('is copied byte for byte where it has none, and never over an earlier one', async () => {
    const path = folder.write('{"metadata": ')
    const first = await setAside(path, readFileSync(path), withoutLinks)
    const second = await setAside(path, readFileSync(path), withoutLinks)
    expect(first).not.toBe(second)
    expect([first, second].map((name) => readFileSync(name, 'utf8'))).toEqual(['{"metadata": ', '{"metadata": '])
  })

  it('is refused when it is not what was read any more, and nothing is left of it', async () => {
    const path = folder.write('{"metadata": ')
    await expect(setAside(path, Buffer.from('other'))).rejects.toMatchObject({ code: 'bad-usage' })
    expect(readdirSync(folder.path)).toEqual(['systems_download.manifest.json'])
  })
})
