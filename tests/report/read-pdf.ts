import { inflateSync } from 'node:zlib'

interface PdfObject {
  readonly dictionary: string
  readonly stream: string
}

/** Objects of a PDF as ours are written: uncompressed but for their streams. */
function readObjects(pdf: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>()
  for (const [, id = '', body = ''] of pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/gu)) {
    const [dictionary = '', rest = ''] = body.split('\nstream\n')
    const bytes = Buffer.from(rest.slice(0, rest.lastIndexOf('\nendstream')), 'latin1')
    const isPacked = dictionary.includes('/FlateDecode') && !dictionary.includes('/FontFile')
    objects.set(id, { dictionary, stream: isPacked && bytes.length > 0 ? inflateSync(bytes).toString('latin1') : '' })
  }
  return objects
}

function decodeUtf16(hex: string): string {
  return Buffer.from(hex.replaceAll(/\s/gu, ''), 'hex').swap16().toString('utf16le')
}

/** Glyph number to text, of a ToUnicode map with ranges of lists. */
function readGlyphTexts(map: string): Map<number, string> {
  const texts = new Map<number, string>()
  for (const [, start = '', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gu)) {
    for (const [offset, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gu)].entries()) {
      texts.set(Number.parseInt(start, 16) + offset, decodeUtf16(hex))
    }
  }
  return texts
}

/** The text of a PDF in the order in which it is drawn, by what the file itself says of its glyphs; nothing else is read. */
export function readPdfText(pdf: string): string {
  const objects = readObjects(pdf)
  const fonts = new Map<string, Map<number, string>>()
  for (const { dictionary } of objects.values()) {
    for (const [, name = '', id = ''] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/gu)) {
      const map = /\/ToUnicode (\d+) 0 R/u.exec(objects.get(id)?.dictionary ?? '')?.[1] ?? ''
      fonts.set(name, readGlyphTexts(objects.get(map)?.stream ?? ''))
    }
  }
  let text = ''
  for (const { stream } of objects.values()) {
    let font: Map<number, string> | undefined
    for (const [, name, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/gu)) {
      if (name !== undefined) font = fonts.get(name)
      for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]+)>/gu)) {
        for (const glyph of hex.match(/.{4}/gu) ?? []) text += font?.get(Number.parseInt(glyph, 16)) ?? '\ufffd'
      }
    }
  }
  return text
}
