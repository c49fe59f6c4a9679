import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEntries, md5, sha256, ListFolder } from './list-fixtures.ts'

let folder: ListFolder
beforeAll(() => {
  folder = new ListFolder()
})
afterAll(() => folder.remove())

describe('paths of a list', () => {
  it('lose "./" at their beginning', async () => {
    expect(await folder.list(`${md5}  ./a\n${md5}  ././b/c\n`)).toEqual([`a md5=${md5}`, `b/c md5=${md5}`])
  })

  it('lose ".\\" at their beginning where backslashes separate, as tools write them on Windows', async () => {
    const sfv = await folder.read('.\\a\\b.txt 12345678\r\n.\\.\\c.txt 12345679\r\n')
    expect([sfv.rejected, listEntries(sfv)]).toEqual([[], ['a/b.txt crc32=12345678', 'c.txt crc32=12345679']])
    const head = '%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n## Invoked from: C:\\data\n## \n'
    const deep = await folder.read(`${head}3,${md5},.\\a\\b.txt\n`)
    expect([deep.rejected, listEntries(deep)]).toEqual([[], [`a/b.txt md5=${md5}`]])
  })

  it('are rejected with their line where they could leave the folder', async () => {
    const paths = ['../x', 'a/../../x', '/etc/passwd', 'a//b', '.', './', 'a/./b', 'a/', 'good']
    const { columns, rejected, summary } = await folder.read(paths.map((path) => `${md5}  ${path}\n`).join(''))
    expect(columns.count).toBe(1)
    expect(rejected.map(({ path, line }) => `${line} ${path}`)).toEqual([
      '1 ../x',
      '2 a/../../x',
      '3 /etc/passwd',
      '4 a//b',
      '5 .',
      '6 ',
      '7 a/./b',
      '8 a/',
    ])
    expect(summary.warnings[0]).toMatch(/8 of its entries were rejected/u)
  })

  it('are relative to their longest common folder where every one is absolute', async () => {
    const { summary, columns } = await folder.read(`${md5}  /data/in/a\n${md5}  /data/in/b/c\n${md5}  /data/in/b/d\n`)
    expect(summary.directory).toBe('/data/in')
    expect(summary.warnings.join()).toMatch(/absolute.*relative to "\/data\/in"/u)
    expect(listEntries({ columns })).toEqual([`a md5=${md5}`, `b/c md5=${md5}`, `b/d md5=${md5}`])
    expect((await folder.read(`${md5}  /a\n${md5}  /b\n`)).summary.directory).toBe('/')
    expect((await folder.read(`${md5}  /data/x\n`)).summary.directory).toBe('/data')
  })

  it('are rejected where the folder they are absolute below climbs', async () => {
    const { rejected, summary } = await folder.read(`${md5}  /data/../a\n${md5}  /data/../b\n`)
    expect(rejected).toHaveLength(2)
    expect(summary.directory).toBe(folder.path)
  })

  it('stand twice with one digest with a warning, and never with two', async () => {
    const { columns, summary } = await folder.read(`${sha256}  a\n${sha256}  ./a\n`)
    expect(columns.count).toBe(1)
    expect(summary.warnings.join()).toMatch(/listed twice with the same contents/u)
    const other = sha256.replace('e3', '00')
    await folder.expectRefused(`${sha256}  a\n${other}  a\n`, /"a" twice with different contents/u)
  })

  it('come sorted by their bytes, however many begin alike', async () => {
    const paths = Array.from({ length: 9000 }, (_, at) => `folder/with a long name/${(at * 7919) % 9000}`)
    const lines = [...paths, 'folder', 'folder/with a long name/1', 'z'].map((path) => `${md5}  ${path}\n`)
    const listed = (await folder.list(lines.join(''))).map((entry) => entry.split(' md5=')[0])
    expect(listed).toEqual([...paths, 'folder', 'z'].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
  })
})
