const vectorPrefix = 0xfd
const bulkPrefix = 0xfc
const emptyBlock = 0x40

/** LEB128, as all numbers in WebAssembly are. */
export function encodeUnsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest)
  return bytes
}

function encodeSigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x3f || rest < -0x40; rest >>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest & 0x7f)
  return bytes
}

/** Collects the instructions of a WebAssembly function, each named for what it does to the stack. Vectors are 128 bits. */
export class WasmCode {
  readonly bytes: number[] = []

  get(local: number): this {
    return this.emit(0x20, local)
  }

  set(local: number): this {
    return this.emit(0x21, local)
  }

  tee(local: number): this {
    return this.emit(0x22, local)
  }

  int(value: number): this {
    return this.emit(0x41, ...encodeSigned(value))
  }

  addInts(): this {
    return this.emit(0x6a)
  }

  subtractInts(): this {
    return this.emit(0x6b)
  }

  shiftIntLeft(bits: number): this {
    return this.int(bits).emit(0x74)
  }

  shiftIntRight(bits: number): this {
    return this.int(bits).emit(0x76)
  }

  differ(): this {
    return this.emit(0x47)
  }

  isBelow(): this {
    return this.emit(0x49)
  }

  countTrailingZeros(): this {
    return this.emit(0x68)
  }

  loadInt(offset: number): this {
    return this.emit(0x28, 2, ...encodeUnsigned(offset))
  }

  storeByte(offset: number): this {
    return this.emit(0x3a, 0, ...encodeUnsigned(offset))
  }

  copyBytes(): this {
    return this.emit(bulkPrefix, 10, 0, 0)
  }

  fillBytes(): this {
    return this.emit(bulkPrefix, 11, 0)
  }

  load(offset: number): this {
    return this.vector(0, 4, ...encodeUnsigned(offset))
  }

  /** A number from memory in all four lanes. */
  loadSpread(offset: number): this {
    return this.vector(9, 2, ...encodeUnsigned(offset))
  }

  store(offset: number): this {
    return this.vector(11, 4, ...encodeUnsigned(offset))
  }

  /** The same bytes in all four lanes, lowest first. */
  spread(lane: readonly [number, number, number, number]): this {
    return this.vector(12, ...lane, ...lane, ...lane, ...lane)
  }

  /** Takes bytes by number, 0 to 15 of the first vector and 16 to 31 of the second. */
  shuffle(bytes: readonly number[]): this {
    return this.vector(13, ...bytes)
  }

  and(): this {
    return this.vector(78)
  }

  or(): this {
    return this.vector(80)
  }

  xor(): this {
    return this.vector(81)
  }

  add(): this {
    return this.vector(174)
  }

  shiftLeft(bits: number): this {
    return this.int(bits).vector(171)
  }

  shiftRight(bits: number): this {
    return this.int(bits).vector(173)
  }

  equalBytes(): this {
    return this.vector(35)
  }

  /** One bit for each byte of a vector: its highest. */
  highBits(): this {
    return this.vector(100)
  }

  call(index: number): this {
    return this.emit(0x10, index)
  }

  /** Does `body` again as long as it leaves a number other than zero. */
  repeat(body: () => void): this {
    this.emit(0x03, emptyBlock)
    body()
    return this.emit(0x0d, 0, 0x0b)
  }

  private vector(code: number, ...operands: number[]): this {
    return this.emit(vectorPrefix, ...encodeUnsigned(code), ...operands)
  }

  private emit(...bytes: readonly number[]): this {
    for (const byte of bytes) this.bytes.push(byte)
    return this
  }
}
