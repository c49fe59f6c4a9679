const anySurrogate = /\p{Surrogate}/u

/** Exact bytes of a path, or why there are none. */
export type ExactPath = { readonly bytes: Buffer } | { readonly problem: string }

/**
 * The bytes a path stands for. Python writes a byte that is not UTF-8 as a lone surrogate U+DC80 to U+DCFF (PEP 383);
 * any other lone surrogate stands for nothing.
 */
export function encodePath(path: string): ExactPath {
  if (!anySurrogate.test(path)) return { bytes: Buffer.from(path, 'utf8') }
  const parts: Buffer[] = []
  for (const character of path) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xdc80 && code <= 0xdcff) parts.push(Buffer.of(code - 0xdc00))
    else if (code >= 0xd800 && code <= 0xdfff) return { problem: 'the path holds half of a surrogate pair' }
    else parts.push(Buffer.from(character, 'utf8'))
  }
  return { bytes: Buffer.concat(parts) }
}

/** The bytes of a base64 text, only if it is canonical: one text for one path. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
