// FIPS 180-4, section 6.2, in plain JavaScript: a page opened from a disk has no promise of crypto.subtle, and two hundred
// thousand calls of an asynchronous digest take longer than this does.
const roundConstants = Uint32Array.from({ length: 64 }, (_, index) => fractionOfCubeRoot(nthPrime(index)))
const startState = Uint32Array.from({ length: 8 }, (_, index) => fractionOfSquareRoot(nthPrime(index)))

function nthPrime(index: number): number {
  let found = -1
  for (let candidate = 2; ; candidate += 1) {
    let divisor = 2
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor += 1
    if (divisor * divisor > candidate) found += 1
    if (found === index) return candidate
  }
}

/** The first 32 bits of the fraction of a root, exactly: floating point is one bit short of it. */
function fractionOfRoot(value: number, degree: 2 | 3): number {
  const scaled = BigInt(value) << BigInt(32 * degree)
  let low = 0n
  let high = 1n << 40n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** BigInt(degree) <= scaled) low = middle
    else high = middle
  }
  return Number(low & 0xffffffffn)
}

function fractionOfSquareRoot(value: number): number {
  return fractionOfRoot(value, 2)
}

function fractionOfCubeRoot(value: number): number {
  return fractionOfRoot(value, 3)
}

const blockBytes = 64
const schedule = new Uint32Array(64)

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}

function fillSchedule(data: DataView, offset: number): void {
  for (let t = 0; t < 16; t += 1) schedule[t] = data.getUint32(offset + t * 4)
  for (let t = 16; t < 64; t += 1) {
    const w15 = schedule[t - 15]!
    const w2 = schedule[t - 2]!
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
    schedule[t] = (schedule[t - 16]! + s0 + schedule[t - 7]! + s1) | 0
  }
}

function digestBlock(state: Uint32Array, data: DataView, offset: number): void {
  fillSchedule(data, offset)
  // One by one: taking a typed array apart by its iterator costs more than the rounds.
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let t = 0; t < 64; t += 1) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + sum1 + ((e & f) ^ (~e & g)) + roundConstants[t]! + schedule[t]!) | 0
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = state[0]! + a
  state[1] = state[1]! + b
  state[2] = state[2]! + c
  state[3] = state[3]! + d
  state[4] = state[4]! + e
  state[5] = state[5]! + f
  state[6] = state[6]! + g
  state[7] = state[7]! + h
}

/** SHA-256 of `bytes`, as 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const paddedLength = Math.ceil((bytes.length + 9) / blockBytes) * blockBytes
  const padded = new Uint8Array(paddedLength)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const data = new DataView(padded.buffer)
  data.setUint32(paddedLength - 8, Math.floor(bytes.length / 2 ** 29))
  data.setUint32(paddedLength - 4, (bytes.length << 3) >>> 0)
  const state = startState.slice()
  for (let offset = 0; offset < paddedLength; offset += blockBytes) digestBlock(state, data, offset)
  const digest = new Uint8Array(32)
  const out = new DataView(digest.buffer)
  for (let index = 0; index < 8; index += 1) out.setUint32(index * 4, state[index]!)
  return digest
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
