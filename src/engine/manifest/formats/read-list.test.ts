import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manifestSummarySchema } from '../../../shared/model/manifest.ts'
import { hashdeepHead, listEntries, md5, sha1, sha256, ListFolder } from './list-fixtures.ts'

let folder: ListFolder
beforeAll(() => {
  folder = new ListFolder()
})
afterAll(() => folder.remove())

describe('a list in the layout of GNU', () => {
  it('is read with its algorithm told by the length of its digests', async () => {
    const { columns, summary } = await folder.read(`${sha1}  b\n${sha1} *a b\n`)
    expect(listEntries({ columns })).toEqual([`a b sha1=${sha1}`, `b sha1=${sha1}`])
    expect(manifestSummarySchema.parse(summary)).toMatchObject({
      format: 'gnu-checksums',
      runId: '',
      directory: folder.path,
      algorithms: ['sha1'],
      status: 'completed',
      entryCount: 2,
      fileCount: 2,
      totalSizeBytes: 0,
      seal: { state: 'none' },
      warnings: [],
    })
    for (const length of [32, 40, 64, 96, 128]) expect(await folder.list(`${'a'.repeat(length)}  x\n`)).toHaveLength(1)
  })

  it('is taken for BLAKE3 only where its name says so', async () => {
    expect(await folder.list(`${sha256}  x\n`, 'files.b3')).toEqual([`x blake3=${sha256}`])
    expect(await folder.list(`${sha256}  x\n`, 'B3SUMS')).toEqual([`x blake3=${sha256}`])
    expect(await folder.list(`${sha256}  x\n`, 'SHA256SUMS')).toEqual([`x sha256=${sha256}`])
    expect(await folder.list('XXH3_e6c632b61e964e1f  x\n')).toEqual(['x xxh3=e6c632b61e964e1f'])
  })

  it('has the names behind a backslash unescaped, and no others', async () => {
    const text = `\\${sha256}  a\\nb\\\\c\\rd\n${sha256}  plain\\n\n`
    expect(await folder.list(text)).toEqual([`a\nb\\c\rd sha256=${sha256}`, `plain\\n sha256=${sha256}`])
    await folder.expectRefused(`\\${sha256}  a\\tb\n`, /line 1: .*escaped.*n, r or \\/u)
    await folder.expectRefused(`\\${sha256}  a\\\n`, /line 1: .*escaped/u)
  })

  it('keeps names exactly: spaces at their ends, bytes that are not UTF-8, a carriage return', async () => {
    const lines = [`${sha256}   lead `, `${sha256}  \xff\xfe`, `${sha256}  end\r`]
    const { columns } = await folder.read(Buffer.from(`${lines.join('\n')}\n`, 'latin1'))
    const paths = Array.from({ length: 3 }, (_, row) =>
      Buffer.from(columns.pathBytes.subarray(columns.pathOffsets[row], columns.pathOffsets[row + 1])).toString(
        'latin1',
      ),
    )
    expect(paths).toEqual([' lead ', 'end\r', '\xff\xfe'])
  })

  it('may begin with a byte order mark, end its lines in CRLF, and hold comments and blank lines', async () => {
    expect(await folder.list(`\ufeff# made today\r\n\r\n${md5}  a\r\n${md5} *b\r\n`)).toEqual([
      `a md5=${md5}`,
      `b md5=${md5}`,
    ])
  })

  it('is refused with the line and what was expected', async () => {
    await folder.expectRefused(`${md5}  a\n${sha1}  b\n`, /line 2: begins with 40 .*expected 32 of md5/u)
    await folder.expectRefused(`${md5}  a\nhello\n`, /line 2: begins with 0 .*expected 32 of md5/u)
    await folder.expectRefused(`${md5}  a\n${md5} b\n`, /line 2: expected after the digest two spaces/u)
    await folder.expectRefused(`${md5}  a\n${md5}  \n`, /line 2: expected after the digest .* a name/u)
    await folder.expectRefused(`${md5}  a\n${md5.slice(0, 20)}`, /line 2: begins with 20 /u)
    await folder.expectRefused(
      `${md5.slice(1)}  a\n`,
      /line 1: a digest of 31 hexadecimal digits, expected 32 \(MD5\)/u,
    )
    await folder.expectRefused(
      `${md5}  a\nXXH3_e6c632b61e964e1f  x\n`,
      /line 2: begins with 16 .* of XXH3, expected 32/u,
    )
    await folder.expectRefused(`${md5}  a\0${md5}  b\0`, /line 1: holds a NUL byte.*--zero/u)
  })

  it('is refused by name where its algorithm is not known', async () => {
    await folder.expectRefused('e6c632b61e964e1f  a\n', /line 1: .*16 hexadecimal digits is XXH64/u)
    await folder.expectRefused(`${'a'.repeat(56)}  a\n`, /line 1: .*SHA-224/u)
    await folder.expectRefused(`${'a'.repeat(128)}  a\n`, /line 1: .*BLAKE2/u, 'B2SUMS.b2sum')
    await folder.expectRefused('aabbccdd  a\n', /line 1: .*32-bit/u)
  })

  it('tells of a last line that may have been cut off', async () => {
    const { summary } = await folder.read(`${md5}  a\n${md5}  b`)
    expect(summary.warnings).toEqual([expect.stringMatching(/no line end/u)])
  })
})

describe('a tagged list of BSD', () => {
  it('is read with several algorithms of one file, and with names that hold its own marks', async () => {
    const text = `SHA256 (a) = ${sha256}\nMD5 (a) = ${md5}\nSHA1  (b) = ${sha1}\nMD5 (c) = x (d)) = ${md5}\nXXH3 (e) = e6c632b61e964e1f\n`
    const { columns, summary } = await folder.read(text)
    expect(listEntries({ columns })).toEqual([
      `a sha256=${sha256} md5=${md5}`,
      `b sha1=${sha1}`,
      `c) = x (d) md5=${md5}`,
      'e xxh3=e6c632b61e964e1f',
    ])
    expect(summary).toMatchObject({ format: 'bsd-checksums', warnings: [] })
  })

  it('has the names behind a backslash unescaped', async () => {
    expect(await folder.list(`\\SHA256 (a\\nb) = ${sha256}\n`)).toEqual([`a\nb sha256=${sha256}`])
  })

  it('is refused with the line and the algorithm that is not known', async () => {
    const good = `SHA256 (a) = ${sha256}\n`
    await folder.expectRefused(
      `${good}SHA224 (b) = ${'a'.repeat(56)}\n`,
      /line 2: the algorithm "SHA224" is not known/u,
    )
    await folder.expectRefused(`BLAKE2b-256 (a) = ${sha256}\n`, /line 1: the algorithm "BLAKE2b-256"/u)
    await folder.expectRefused(`${good}SHA256 (b) = ${md5}\n`, /line 2: .*64 hexadecimal digits of sha256/u)
    await folder.expectRefused(`${good}SHA256 (b) = ${sha256.slice(9)}`, /line 2: .*64 hexadecimal/u)
    await folder.expectRefused(`${good}SHA256 () = ${sha256}\n`, /line 2: expected a name/u)
    await folder.expectRefused(`${good}hello\n`, /line 2: expected "ALGORITHM \(name\) = digest"/u)
  })
})

describe('a list of hashdeep', () => {
  it('is read with its sizes, with commas in names, and what it does not know left aside', async () => {
    const head = '%%%% HASHDEEP-1.0\n%%%% size,md5,tiger,sha256,filename\n## Invoked from: /data\n## $ hashdeep\n## \n'
    const { columns, summary } = await folder.read(`${head}12,${md5},abc,${sha256},./a,b.txt\n`)
    expect(listEntries({ columns })).toEqual([`a,b.txt md5=${md5} sha256=${sha256}`])
    expect(columns.sizes[0]).toBe(12)
    expect(summary).toMatchObject({ format: 'hashdeep', totalSizeBytes: 12, directory: folder.path })
    expect(summary.warnings).toEqual([expect.stringMatching(/left aside: tiger/u)])
  })

  it('is relative to the folder it was made in where all its paths are below that', async () => {
    const invoked = `${hashdeepHead}## Invoked from: /data\n`
    const { columns, summary } = await folder.read(
      `${invoked}1,${md5},${sha256},/data/in/a\n1,${md5},${sha256},/data/in/b\n`,
    )
    expect(summary.directory).toBe('/data')
    expect(listEntries({ columns })[0]).toMatch(/^in\/a /u)
    expect((await folder.read(`${invoked}1,${md5},${sha256},/database/a\n`)).summary.directory).toBe('/database')
  })

  it('of Windows is read with "/" for "\\"', async () => {
    const text = `${hashdeepHead}## Invoked from: C:\\data\r\n1,${md5},${sha256},C:\\data\\in\\a\r\n`.replace(
      /\r?\n/gu,
      '\r\n',
    )
    const { summary, columns } = await folder.read(text)
    expect(summary.directory).toBe('C:/data')
    expect(listEntries({ columns })[0]).toMatch(/^in\/a /u)
  })

  it('is refused with the line and what was expected', async () => {
    await folder.expectRefused(
      '%%%% HASHDEEP-2.0\n',
      /line 1: begins with "%%%% HASHDEEP-2\.0", expected "%%%% HASHDEEP-1\.0"/u,
    )
    await folder.expectRefused(`%%%% HASHDEEP-1.0\n1,${md5},a\n`, /line 2: expected "%%%% "/u)
    await folder.expectRefused('%%%% HASHDEEP-1.0\n%%%% size,filename\n', /line 2: expected once/u)
    await folder.expectRefused(
      '%%%% HASHDEEP-1.0\n%%%% size,tiger,filename\n',
      /line 2: .*none of the algorithms tiger/u,
    )
    await folder.expectRefused(`${hashdeepHead}x,${md5},${sha256},a\n`, /line 3: expected a size/u)
    await folder.expectRefused(`${hashdeepHead}9999999999999999,${md5},${sha256},a\n`, /line 3: expected a size/u)
    await folder.expectRefused(
      `${hashdeepHead}1,${md5}0,${sha256},a\n`,
      /line 3: expected 32 hexadecimal digits of md5/u,
    )
    await folder.expectRefused(`${hashdeepHead}1,${md5},${sha256.replace('e', 'g')},a\n`, /line 3: .*64 .* of sha256/u)
    await folder.expectRefused(`${hashdeepHead}1,${md5},${sha256},\n`, /line 3: expected a name/u)
    await folder.expectRefused(`${hashdeepHead}1,${md5},${sha256}`, /line 3: expected 64/u)
  })

  it('may be of no file at all', async () => {
    expect((await folder.read(hashdeepHead)).summary).toMatchObject({ entryCount: 0, algorithms: ['md5', 'sha256'] })
  })
})

describe('a list of SFV', () => {
  it('is read with its comments passed over and CRC-32 said to prove nothing', async () => {
    const { columns, summary } = await folder.read('; made by hand\r\nb c.bin E8B7BE43\r\na.bin 71beeff9\r\n')
    expect(listEntries({ columns })).toEqual(['a.bin crc32=71beeff9', 'b c.bin crc32=e8b7be43'])
    expect(summary).toMatchObject({ format: 'sfv', algorithms: ['crc32'] })
    expect(summary.warnings).toEqual([expect.stringMatching(/proves nothing/u)])
  })

  it('has backslashes taken for "/" only where it has no "/"', async () => {
    expect(await folder.list('a\\b 00000000\nc 00000000\n')).toEqual(['a/b crc32=00000000', 'c crc32=00000000'])
    expect(await folder.list('a\\b 00000000\nc/d 00000000\n')).toEqual(['a\\b crc32=00000000', 'c/d crc32=00000000'])
  })

  it('is told by its content from a list of GNU or BSD whose layout a name imitates', async () => {
    expect(await folder.list('Song (live).mp3 1A2B3C4D\n')).toEqual(['Song (live).mp3 crc32=1a2b3c4d'])
    expect(await folder.list('20240101  party.jpg 1A2B3C4D\n')).toEqual(['20240101  party.jpg crc32=1a2b3c4d'])
    expect(await folder.list('{a} 1A2B3C4D\n')).toEqual(['{a} crc32=1a2b3c4d'])
  })

  it('is refused with the line', async () => {
    await folder.expectRefused('a 00000000\nb 0000000\n', /line 2: expected a name, a space and 8 hexadecimal digits/u)
    await folder.expectRefused('a 00000000\n00000000\n', /line 2: expected a name/u)
  })
})
