/** Value of each byte as a hexadecimal digit of either case; -1 for a byte that is none. */
export const hexValues = new Int8Array(256).fill(-1)
for (let value = 0; value < 16; value += 1) {
  hexValues[value.toString(16).charCodeAt(0)] = value
  hexValues[value.toString(16).toUpperCase().charCodeAt(0)] = value
}

/** Reads `lengthBytes` bytes of hexadecimal at `at` into `target` from `to` on; false when a digit is none. */
export function readHex(bytes: Uint8Array, at: number, lengthBytes: number, target: Uint8Array, to: number): boolean {
  for (let i = 0; i < lengthBytes; i += 1) {
    const value = (hexValues[bytes[at + 2 * i]!]! << 4) | hexValues[bytes[at + 2 * i + 1]!]!
    if (!(value >= 0)) return false
    target[to + i] = value
  }
  return true
}

/** How many hexadecimal digits stand in a row from `start` on, before `end`. */
export function countHexDigits(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && hexValues[bytes[at]!]! >= 0) at += 1
  return at - start
}
