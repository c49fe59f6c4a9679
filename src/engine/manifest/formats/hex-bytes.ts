/** Value of each byte as a hexadecimal digit of either case; -1 for a byte that is none. */
export const hexValues = new Int8Array(256).fill(-1)
for (let value = 0; value < 16; value += 1) {
  hexValues[value.toString(16).charCodeAt(0)] = value
  hexValues[value.toString(16).toUpperCase().charCodeAt(0)] = value
}

/** Value of each two characters, the first one in the upper byte; -1 where they are no hexadecimal digits. */
const pairValues = new Int16Array(65_536).fill(-1)
for (let first = 0; first < 256; first += 1) {
  if (hexValues[first]! < 0) continue
  for (let second = 0; second < 256; second += 1) {
    if (hexValues[second]! >= 0) pairValues[first * 256 + second] = hexValues[first]! * 16 + hexValues[second]!
  }
}

/**
 * Reads `lengthBytes` bytes, an even number, of hexadecimal at `at` into `target` from `to` on; false when a digit is none, with what is in
 * the target then good for nothing.
 */
export function readHex(bytes: DataView, at: number, lengthBytes: number, target: Uint8Array, to: number): boolean {
  if (at + 2 * lengthBytes > bytes.byteLength) return false
  let seen = 0
  for (let i = 0; i < lengthBytes; i += 2) {
    const digits = bytes.getInt32(at + 2 * i)
    const first = pairValues[digits >>> 16]!
    const second = pairValues[digits & 0xffff]!
    // Negative once a digit was none: looked at once, not at every byte.
    seen |= first | second
    target[to + i] = first
    target[to + i + 1] = second
  }
  return seen >= 0
}

/** How many hexadecimal digits stand in a row from `start` on, before `end`. */
export function countHexDigits(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && hexValues[bytes[at]!]! >= 0) at += 1
  return at - start
}
