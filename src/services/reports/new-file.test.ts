import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placeNewFile } from './new-file.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-new-file-'))
})
afterEach(() => rm(folder, { recursive: true }))

const place = (fileName: string, platform: NodeJS.Platform) =>
  placeNewFile({ folder, fileName, isReplacing: false }, [], platform)

describe('the place of a new file', () => {
  const onlyWindowsRefuses = ['CON', 'nul.html', 'com1.json', 'LPT9', 'a:b.html', 'report?.html', 'report.', 'report ']

  it.each(onlyWindowsRefuses)('may be called %j where Windows is not', async (name) => {
    expect(await place(name, 'linux')).toBe(join(folder, name))
    await expect(place(name, 'win32')).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it.each(['console.html', 'com10.json', '.hidden', 'übung ✓.html', '-o.html', 'a  b.html'])(
    'may be called %j everywhere',
    async (name) => {
      for (const platform of ['linux', 'win32'] as const) expect(await place(name, platform)).toBe(join(folder, name))
    },
  )

  it('is taken when a link stands there, even one that leads nowhere', async () => {
    await symlink('/nowhere', join(folder, 'x.html'))
    await expect(place('x.html', 'linux')).rejects.toMatchObject({ code: 'already-exists' })
  })
})
