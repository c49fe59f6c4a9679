import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatErrorLine, formatFileLine, formatLinkLine, formatSpecialLine, quoteJson } from './entry-line.ts'

const file = {
  sizeBytes: 12,
  algorithms: ['md5', 'sha256'] as const,
  digests: ['aa', 'bb'],
  modifiedNs: 0n,
  mode: 0o644,
}

describe('an entry line', () => {
  it('says what is known of a file, in the documented order', () => {
    expect(formatFileLine({ ...file, path: 'x/a.csv', modifiedNs: 1_795_210_000_123_456_789n })).toBe(
      '{"name":"a.csv","relative_path":"x/a.csv","size_bytes":12,"checksum_md5":"aa","checksum_sha256":"bb",' +
        '"modified_utc":"2026-11-20T21:26:40.123456789Z","mode":"0644"}',
    )
  })

  it('carries the exact bytes of a name that is not UTF-8', () => {
    const line = formatFileLine({
      ...file,
      path: 'x/\uFFFD',
      pathBase64: Buffer.from('x/\xff', 'latin1').toString('base64'),
    })
    expect(JSON.parse(line)).toMatchObject({ relative_path: 'x/\uFFFD', path_base64: 'eC//' })
  })

  it.each([
    [0n, '1970-01-01T00:00:00.000000000Z'],
    [-1n, '1969-12-31T23:59:59.999999999Z'],
    [-1_000_000_000n, '1969-12-31T23:59:59.000000000Z'],
    [253_402_300_799_999_999_999n, '9999-12-31T23:59:59.999999999Z'],
  ])('writes a time of %d nanoseconds with all nine digits', (modifiedNs, expected) => {
    expect(JSON.parse(formatFileLine({ ...file, path: 'a', modifiedNs }))).toMatchObject({ modified_utc: expected })
  })

  it('leaves out a time that no calendar date of JavaScript can hold', () => {
    const parsed = JSON.parse(formatFileLine({ ...file, path: 'a', modifiedNs: 2n ** 63n - 1n + 10n ** 22n }))
    expect(parsed).not.toHaveProperty('modified_utc')
  })

  it('tells links, special files and errors apart', () => {
    expect(formatLinkLine({ path: 'd/l', target: '../"q"' })).toBe(
      String.raw`{"name":"l","relative_path":"d/l","kind":"symlink","target":"../\"q\""}`,
    )
    expect(formatSpecialLine('p', undefined, 'fifo')).toBe(
      '{"name":"p","relative_path":"p","kind":"special","special":"fifo"}',
    )
    const error = { code: 'EACCES', message: 'permission denied' }
    expect(JSON.parse(formatErrorLine({ path: 'z', sizeBytes: 9, error }))).toEqual({
      name: 'z',
      relative_path: 'z',
      size_bytes: 9,
      error,
    })
    expect(JSON.parse(formatErrorLine({ path: 'd', kind: 'directory', error }))).toMatchObject({ kind: 'directory' })
  })

  it('is one line of JSON that gives the path back, whatever the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (path) => {
        const line = formatFileLine({ ...file, path })
        expect(line).not.toMatch(/[\n\r]/u)
        expect(JSON.parse(line)).toMatchObject({ relative_path: path, name: path.split('/').at(-1) })
      }),
    )
  })
})

it('quotes any text as JSON does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(quoteJson(text)).toBe(JSON.stringify(text))
    }),
  )
})
