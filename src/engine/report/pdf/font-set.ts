import { readFile } from 'node:fs/promises'
import { create as createFont, type Font } from 'fontkit'
import { fontUrl, type FontFile } from '../report-assets.ts'
import { woffToSfnt } from './woff-to-sfnt.ts'

/** How a text is set; each begins with a font of its own and falls back to the same ones. */
export type TextStyle = 'text' | 'bold' | 'exact'

const firstFonts: Readonly<Record<TextStyle, FontFile>> = {
  text: 'DejaVuSans.ttf',
  bold: 'DejaVuSans-Bold.ttf',
  exact: 'DejaVuSansMono.ttf',
}

/** For what the first font lacks, in this order: alphabets and symbols, Chinese and Japanese, Korean, and all that is left. */
const fallbackFonts: readonly FontFile[] = [
  'DejaVuSans.ttf',
  'NotoSansHans-Regular.otf',
  'NotoSansKR-Regular.otf',
  'Unifont.woff',
]

interface OpenedFont {
  readonly file: FontFile
  readonly bytes: Buffer
  readonly font: Font
  readonly widths: Map<number, number>
}

/** A stretch of text that one font has all of. */
export interface TextRun {
  readonly font: FontFile
  readonly isRtl: boolean
  readonly text: string
}

// Opened once a process, each when a text first needs it: the last one takes a fifth of a second.
const opened = new Map<FontFile, Promise<OpenedFont>>()

async function openFont(file: FontFile): Promise<OpenedFont> {
  const stored = await readFile(fontUrl(file))
  const bytes = file.endsWith('.woff') ? woffToSfnt(stored) : stored
  const font = createFont(bytes)
  if ('fonts' in font) throw new Error(`${file} is a collection of fonts`)
  return { file, bytes, font, widths: new Map() }
}

function openOnce(file: FontFile): Promise<OpenedFont> {
  const known = opened.get(file) ?? openFont(file)
  opened.set(file, known)
  return known
}

/** Most texts are plain, and looking at each of their characters would take longer than setting them. */
const plain = /^[\x20-\x7e\n]*$/u
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u

/** Fonts for one document: which font has a character, and how wide it is. */
export class FontSet {
  private readonly fonts = new Map<FontFile, OpenedFont>()
  private readonly chosen: Readonly<Record<TextStyle, Map<number, FontFile | undefined>>> = {
    text: new Map(),
    bold: new Map(),
    exact: new Map(),
  }

  /** Opens what `texts` need; what was not prepared for falls back to what is open. */
  async prepare(texts: Iterable<string>): Promise<void> {
    for (const file of Object.values(firstFonts)) await this.open(file)
    const missing = new Set<number>()
    for (const text of texts) this.noteMissing(text, missing)
    for (const file of fallbackFonts) {
      if (missing.size === 0) return
      const { font } = await this.open(file)
      for (const code of missing) if (font.hasGlyphForCodePoint(code)) missing.delete(code)
    }
  }

  bytesOf(file: FontFile): Buffer {
    return this.get(file).bytes
  }

  get openedFiles(): FontFile[] {
    return [...this.fonts.keys()]
  }

  /**
   * Splits a text into runs of one font and one direction each. What no font has is told in words, as in `[U+1F9FF]`. Runs
   * stand in the order in which the text is stored: a name with words of both directions is not reordered, and so cannot
   * pass its end off as its beginning.
   */
  split(text: string, style: TextStyle): TextRun[] {
    if (plain.test(text)) return [{ font: firstFonts[style], isRtl: false, text }]
    const runs: { font: FontFile; isRtl: boolean; text: string }[] = []
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0
      const found = this.choose(code, style)
      const shown = found === undefined ? `[U+${code.toString(16).toUpperCase()}]` : character
      const font = found ?? firstFonts[style]
      const isRtl = code >= 0x590 && rightToLeft.test(character)
      const last = runs.at(-1)
      if (last?.font === font && last.isRtl === isRtl) last.text += shown
      else runs.push({ font, isRtl, text: shown })
    }
    return runs
  }

  /** Width of one character in thousandths of the size it is set in. */
  widthOf(file: FontFile, code: number): number {
    const { font, widths } = this.get(file)
    let width = widths.get(code)
    if (width === undefined) {
      width = (font.glyphForCodePoint(code).advanceWidth / font.unitsPerEm) * 1000
      widths.set(code, width)
    }
    return width
  }

  private choose(code: number, style: TextStyle): FontFile | undefined {
    const known = this.chosen[style]
    // Ends a line and is never drawn.
    if (code === 0x0a) return firstFonts[style]
    if (known.has(code)) return known.get(code)
    const files = [firstFonts[style], ...fallbackFonts].filter((file) => this.fonts.has(file))
    const found = files.find((file) => this.get(file).font.hasGlyphForCodePoint(code))
    known.set(code, found)
    return found
  }

  private noteMissing(text: string, missing: Set<number>): void {
    if (plain.test(text)) return
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0
      if (Object.values(firstFonts).some((file) => !this.get(file).font.hasGlyphForCodePoint(code))) missing.add(code)
    }
  }

  private async open(file: FontFile): Promise<OpenedFont> {
    const font = await openOnce(file)
    this.fonts.set(file, font)
    return font
  }

  private get(file: FontFile): OpenedFont {
    const font = this.fonts.get(file)
    if (font === undefined) throw new Error(`The font ${file} was not opened`)
    return font
  }
}
