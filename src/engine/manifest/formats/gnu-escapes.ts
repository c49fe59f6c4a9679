const backslash = 0x5c

/** What stands after a backslash for each byte that coreutils escapes. */
const escapes: ReadonlyMap<number, number> = new Map([
  [0x0a, 0x6e],
  [0x0d, 0x72],
  [backslash, backslash],
])
const escapedBytes = [...escapes.keys()]
const meanings: ReadonlyMap<number, number> = new Map(Array.from(escapes, ([byte, letter]) => [letter, byte]))

/** A file name's bytes as coreutils 9 escapes them in a checksum list; undefined where nothing needs to be escaped. */
export function escapeGnuName(name: Uint8Array): Buffer | undefined {
  if (!escapedBytes.some((byte) => name.includes(byte))) return undefined
  const escaped: number[] = []
  for (const byte of name) {
    const letter = escapes.get(byte)
    if (letter === undefined) escaped.push(byte)
    else escaped.push(backslash, letter)
  }
  return Buffer.from(escaped)
}

/** The bytes that an escaped name in `bytes[start, end)` stands for; undefined where an escape means nothing. */
export function unescapeGnuName(bytes: Uint8Array, start: number, end: number): Buffer | undefined {
  const name = Buffer.allocUnsafe(end - start)
  let length = 0
  for (let at = start; at < end; at += 1) {
    let byte = bytes[at]!
    if (byte === backslash) {
      at += 1
      const meant = at < end ? meanings.get(bytes[at]!) : undefined
      if (meant === undefined) return undefined
      byte = meant
    }
    name[length] = byte
    length += 1
  }
  return name.subarray(0, length)
}
