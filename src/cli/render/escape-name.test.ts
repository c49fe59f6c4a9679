import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeEntryPath, escapeLocation, escapeName, escapeNameBytes, escapeText } from './escape-name.ts'

const visible = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]*$/u

/** Reads an escaped name back into bytes, as a person with a table of escapes would. */
function unescape(shown: string): Buffer {
  const parts: Buffer[] = []
  const pattern = /\\u\{([0-9a-f]+)\}|\\x([0-9a-f]{2})|\\([nrt\\])|([^\\]+)/gsu
  for (const [, code, byte, short, plain] of shown.matchAll(pattern)) {
    if (code !== undefined) parts.push(Buffer.from(String.fromCodePoint(Number.parseInt(code, 16))))
    else if (byte !== undefined) parts.push(Buffer.from([Number.parseInt(byte, 16)]))
    else if (short !== undefined) parts.push(Buffer.from({ n: '\n', r: '\r', t: '\t' }[short] ?? '\\'))
    else parts.push(Buffer.from(plain ?? ''))
  }
  return Buffer.concat(parts)
}

describe('escapeName', () => {
  it('leaves ordinary names of any script as they are', () => {
    for (const name of ['a b.txt', 'Grüße/文書.pdf', 'Ελλάδα', '100%']) expect(escapeName(name)).toBe(name)
  })

  it.each([
    ['a\u001b[2Jb', 'a\\x1b[2Jb'],
    ['a\nb\r\t', 'a\\nb\\r\\t'],
    ['gpj.\u202etxt', 'gpj.\\u{202e}txt'],
    ['a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['\u2066x\u2069\u200f', '\\u{2066}x\\u{2069}\\u{200f}'],
    ['csi\u009b1m', 'csi\\u{9b}1m'],
    ['a\\nb', 'a\\\\nb'],
    ['\ud800', '\\u{d800}'],
  ])('shows %j as %s', (name, shown) => {
    expect(escapeName(name)).toBe(shown)
  })

  it('never lets through a character that is invisible or steers the terminal', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => visible.test(escapeName(name))))
  })

  it('can be read back, so that no two names look alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(unescape(escapeName(name)).toString()).toBe(name)
      }),
    )
  })
})

describe('escapeNameBytes', () => {
  it('shows bytes that are no UTF-8 one by one', () => {
    expect(escapeNameBytes(Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xc3]))).toBe('a\\xffé\\xc3')
    expect(escapeEntryPath('a\ufffd', Buffer.from([0x61, 0xfe]).toString('base64'))).toBe('a\\xfe')
  })

  it('can be read back to the exact bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const shown = escapeNameBytes(bytes)
        expect(visible.test(shown)).toBe(true)
        expect([...unescape(shown)]).toEqual([...bytes])
      }),
    )
  })
})

describe('escapeLocation', () => {
  it('keeps the separators of a Windows path', () => {
    expect(escapeLocation('C:\\new\\a\u001b', 'win32')).toBe('C:\\new\\a\\x1b')
    expect(escapeLocation('/a\\b', 'linux')).toBe('/a\\\\b')
    expect(escapeText('C:\\x was \u202e')).toBe('C:\\x was \\u{202e}')
  })
})
