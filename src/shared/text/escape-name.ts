// Control, format (direction overrides, zero width), line and paragraph separators, lone surrogates, and the rest that
// draws nothing: in a terminal each of them can hide a part of a name or pass it off as another.
const unsafePattern = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu
const unsafeOrBackslashPattern = /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu

// Nearly all texts are of these characters alone, which is told several times faster than what each of them is.
const plainText = /^[ -~→]*$/
const plainName = /^[ -[\]-~]*$/

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

function escapeCharacter(character: string): string {
  const short = shortEscapes.get(character)
  if (short !== undefined) return short
  const code = character.codePointAt(0) ?? 0
  // `\xNN` stands for a byte, so above ASCII it is kept for bytes that are no character at all.
  return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
}

/** A name as a terminal may show it: nothing invisible, nothing that moves the cursor, and no two names alike. */
export function escapeName(name: string): string {
  return plainName.test(name) ? name : name.replace(unsafeOrBackslashPattern, escapeCharacter)
}

/** A sentence that may quote names: as `escapeName`, with backslashes left alone. */
export function escapeText(text: string): string {
  return plainText.test(text) ? text : text.replace(unsafePattern, escapeCharacter)
}

/** A name given as bytes: what is not UTF-8 shows as `\xNN`. */
export function escapeNameBytes(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let shown = ''
  let start = 0
  while (start < bytes.length) {
    const length = characterLength(bytes, start)
    try {
      shown += escapeName(decoder.decode(bytes.subarray(start, start + length)))
      start += length
    } catch {
      // Not a character: this byte shows alone, and reading goes on at the next.
      shown += `\\x${(bytes[start] ?? 0).toString(16).padStart(2, '0')}`
      start += 1
    }
  }
  return shown
}

/** Bytes the UTF-8 character starting here claims to have. */
function characterLength(bytes: Uint8Array, start: number): number {
  const lead = bytes[start] ?? 0
  if (lead >= 0xf0) return 4
  if (lead >= 0xe0) return 3
  return lead >= 0xc0 ? 2 : 1
}
