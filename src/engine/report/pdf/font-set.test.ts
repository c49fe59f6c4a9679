import { describe, expect, it } from 'vitest'
import { FontSet } from './font-set.ts'

async function split(text: string, style: 'text' | 'exact' = 'exact') {
  const fonts = new FontSet()
  await fonts.prepare([text])
  return fonts.split(text, style)
}

const fontOf = async (text: string) => [...new Set((await split(text, 'text')).map(({ font }) => font))]

describe('fonts for names', () => {
  it('are chosen by what each character needs', async () => {
    expect(await fontOf('plain Ω Ж عربية עברית ა')).toEqual(['DejaVuSans.ttf'])
    expect(await fontOf('日本語文書')).toEqual(['NotoSansHans-Regular.otf'])
    expect(await fontOf('한국어')).toEqual(['NotoSansKR-Regular.otf'])
    expect(await fontOf('हिन्दी')).toEqual(['Unifont.woff'])
  })

  it('open nothing that no text needs', async () => {
    const fonts = new FontSet()
    await fonts.prepare(['plain'])
    expect(fonts.openedFiles).toHaveLength(3)
  })

  it('are joined by words where none has a character', async () => {
    const runs = await split('a\u{20000}b\u{10ffff}')
    expect(runs.map(({ text }) => text).join('')).toBe('a[U+20000]b[U+10FFFF]')
  })

  it('keep right-to-left words apart from what stands around them', async () => {
    const runs = await split('xעברית.exe', 'text')
    expect(runs.map(({ text, isRtl }) => [text, isRtl])).toEqual([
      ['x', false],
      ['עברית', true],
      ['.exe', false],
    ])
  })
})
