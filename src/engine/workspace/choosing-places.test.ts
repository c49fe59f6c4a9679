import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolveEntryPath } from './entry-location.ts'
import { listFolder } from './list-folder.ts'
import { resolveTypedPath } from './typed-path.ts'
import { parseMounts } from './volumes.ts'

let folder: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-places-')))
})
afterEach(() => rm(folder, { recursive: true }))

describe('listFolder', () => {
  it('shows folders first, then manifests, then files, each by name with numbers in order', async () => {
    for (const name of ['b', 'a10', 'a9']) await mkdir(join(folder, name))
    await writeFile(join(folder, 'z.json'), '{}')
    await writeFile(join(folder, 'c.txt'), 'abc')
    const { items, isTruncated } = await listFolder(folder, false)
    expect(items.map(({ name, type, sizeBytes }) => [name, type, sizeBytes])).toEqual([
      ['a9', 'folder', null],
      ['a10', 'folder', null],
      ['b', 'folder', null],
      ['z.json', 'manifest', 2],
      ['c.txt', 'file', 3],
    ])
    expect(isTruncated).toBe(false)
  })

  it('hides dot names unless asked, follows links and leaves out what cannot be chosen', async () => {
    await writeFile(join(folder, '.hidden'), '')
    await mkdir(join(folder, 'real'))
    await symlink('real', join(folder, 'link'))
    await symlink('nowhere', join(folder, 'dangling'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect((await listFolder(folder, false)).items.map(({ name }) => name)).toEqual(['link', 'real'])
    const all = (await listFolder(folder, true)).items
    expect(all.map(({ name, isHidden }) => [name, isHidden])).toContainEqual(['.hidden', true])
  })

  it('lists 2,000 of a larger folder and says so', async () => {
    const names = Array.from({ length: 2001 }, (_, i) => `f${i}`)
    await Promise.all(names.map((name) => writeFile(join(folder, name), '')))
    const { items, isTruncated } = await listFolder(folder, false)
    expect([items.length, isTruncated]).toEqual([2000, true])
  })

  it('says which path is missing or no folder', async () => {
    await writeFile(join(folder, 'file'), '')
    const missing = join(folder, 'none')
    await expect(listFolder(missing, false)).rejects.toMatchObject({ code: 'not-found', path: missing })
    await expect(listFolder(join(folder, 'file'), false)).rejects.toMatchObject({ code: 'not-a-directory' })
  })
})

describe('resolveTypedPath', () => {
  it('knows ~ as the home folder and drops a closing slash', async () => {
    await mkdir(join(folder, 'in'))
    expect(await resolveTypedPath('~', folder)).toEqual({ path: folder, type: 'folder' })
    expect(await resolveTypedPath('~/in/', folder)).toEqual({ path: join(folder, 'in'), type: 'folder' })
    expect(await resolveTypedPath(`${folder}/in/..//in`, '/')).toEqual({ path: join(folder, 'in'), type: 'folder' })
  })

  it.each(['relative', '~other/x', '', './x', '/a\0b'])('refuses %j', async (typed) => {
    await expect(resolveTypedPath(typed, folder)).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it('tells a file, nothing, and a pipe apart', async () => {
    await writeFile(join(folder, 'file'), '')
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect((await resolveTypedPath(join(folder, 'file'), '/')).type).toBe('file')
    await expect(resolveTypedPath(join(folder, 'none'), '/')).rejects.toMatchObject({ code: 'not-found' })
    await expect(resolveTypedPath(join(folder, 'pipe'), '/')).rejects.toMatchObject({ code: 'not-a-file' })
  })
})

describe('parseMounts', () => {
  it('offers drives and shares, with their spaces, and none of the system', () => {
    const table = [
      'proc /proc proc rw 0 0',
      'overlay / overlay rw 0 0',
      '/dev/sda1 /boot/efi vfat rw 0 0',
      '/dev/sdb1 /media/u/My\\040Drive exfat rw 0 0',
      'nas:/v /mnt/nas nfs4 rw 0 0',
      'tmpfs /run/user/0 tmpfs rw 0 0',
      '/dev/sda2 /etc/hosts ext4 rw 0 0',
      '',
    ]
    expect(parseMounts(table.join('\n'))).toEqual([
      { label: 'My Drive', path: '/media/u/My Drive' },
      { label: 'nas', path: '/mnt/nas' },
    ])
  })
})

describe('resolveEntryPath', () => {
  it.each(['../x', 'a/../../x', '/etc/passwd', '', '.', 'a//b', 'a\0b', 'a/..'])('refuses %j', async (path) => {
    await expect(resolveEntryPath(folder, path)).rejects.toMatchObject({ code: 'manifest-invalid' })
  })

  it('refuses a path through a folder that is a link to elsewhere now', async () => {
    await symlink('/etc', join(folder, 'sub'))
    await expect(resolveEntryPath(folder, 'sub/passwd')).rejects.toMatchObject({ code: 'manifest-invalid' })
  })

  it('shows a link itself, and says when an entry is gone', async () => {
    await symlink('/etc/passwd', join(folder, 'link'))
    expect(await resolveEntryPath(folder, 'link')).toBe(join(folder, 'link'))
    await expect(resolveEntryPath(folder, 'gone')).rejects.toMatchObject({ code: 'not-found' })
  })
})
