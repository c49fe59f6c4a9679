import { chunkBytes, digestBytes, jobBytes, laneBytes, laneCount, laneLayout, vectorBytes } from './lane-layout.ts'
import { lanes, transpose } from './transpose.ts'
import { WasmCode } from './wasm-code.ts'
import type { WasmFunction } from './wasm-module.ts'

const endMark = 0x80
/** A chunk's bytes as a power of two; the jobs for lines of as many chunks are as far apart. */
const chunkShift = 6
/** Index of the compression among the module's functions. */
const compression = 0
const swapEnds = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12]

function startDigests(code: WasmCode): void {
  for (let i = 0; i < 8; i += 1) {
    code
      .int(0)
      .int(0)
      .loadSpread(laneLayout.startState + 4 * i)
      .store(laneLayout.state + vectorBytes * i)
  }
}

/** Brings each lane's digest to the address that `pushAddress` gives, as words. */
function storeDigests(code: WasmCode, rows: number, pushAddress: (lane: number) => void, stride: number): void {
  for (const half of [0, 1]) {
    for (const i of lanes)
      code
        .int(0)
        .load(laneLayout.state + vectorBytes * (laneCount * half + i))
        .set(rows + i)
    const store = (lane: number): void => void code.store(stride * lane + vectorBytes * half)
    transpose(code, rows, pushAddress, store)
  }
}

function storeWord(code: WasmCode, index: number): void {
  code.store(laneLayout.words + vectorBytes * index)
}

/** `hashLines(chunkCount)`: the digests of four lines that fill as many chunks, each after a zero byte, as the jobs say. */
export function writeHashLines(): WasmFunction {
  const [chunkCount, length, at, end, rows] = [0, 1, 2, 3, 4]
  const code = new WasmCode()
  code.get(chunkCount).shiftIntLeft(chunkShift).set(end)
  for (const lane of lanes) padLine(code, lane, length, end)
  startDigests(code)
  code.int(0).set(at)
  code.repeat(() => {
    for (let quarter = 0; quarter < 4; quarter += 1) {
      for (const lane of lanes) {
        code
          .get(at)
          .load(laneLayout.messages + laneBytes * lane + vectorBytes * quarter)
          .tee(rows + lane)
        code
          .get(rows + lane)
          .shuffle(swapEnds)
          .set(rows + lane)
      }
      const before = (): void => void code.int(0)
      transpose(code, rows, before, (word) => storeWord(code, 4 * quarter + word))
    }
    code.call(compression).get(at).int(chunkBytes).addInts().tee(at).get(end).differ()
  })
  storeDigests(code, rows, (lane) => code.get(end).loadInt(laneLayout.jobs + jobBytes * lane + 8), 0)
  return { name: 'hashLines', parameterCount: 1, resultCount: 0, intCount: 3, vectorCount: 8, code }
}

/** The line of a lane with the zero byte before it and SHA-256's padding after it (FIPS 180-4, section 5.1.1). */
function padLine(code: WasmCode, lane: number, length: number, end: number): void {
  const message = laneLayout.messages + laneBytes * lane
  const line = laneLayout.jobs + jobBytes * lane
  code
    .get(end)
    .loadInt(line + 4)
    .set(length)
  code
    .int(message + 1)
    .get(end)
    .loadInt(line)
    .get(length)
    .copyBytes()
  code.int(0).int(0).storeByte(message)
  code
    .get(length)
    .int(endMark)
    .storeByte(message + 1)
  code
    .int(message + 2)
    .get(length)
    .addInts()
    .int(0)
  code.get(end).get(length).subtractInts().int(2).subtractInts().fillBytes()
  code
    .get(end)
    .get(length)
    .int(1)
    .addInts()
    .shiftIntRight(5)
    .storeByte(message - 2)
  code
    .get(end)
    .get(length)
    .int(1)
    .addInts()
    .shiftIntLeft(3)
    .storeByte(message - 1)
}

/** `hashNodes(quadCount)`: of the digests that are held, each two become that of their node, four nodes at a time. */
export function writeHashNodes(): WasmFunction {
  const [quadsLeft, from, to, rows, before, word] = [0, 1, 2, 3, 11, 12]
  const code = new WasmCode()
  code.int(laneLayout.digests).tee(from).set(to)
  code.repeat(() => {
    startDigests(code)
    // A byte 0x01 is before the digests: each word has one byte of the word before it.
    code.spread([1, 0, 0, 0]).set(before)
    for (let quarter = 0; quarter < 4; quarter += 1) {
      for (const lane of lanes) {
        code
          .get(from)
          .load(2 * digestBytes * lane + vectorBytes * quarter)
          .set(rows + lane)
      }
      const start = (): void => void code.int(0).get(before).shiftLeft(24)
      transpose(code, rows, start, (at) => {
        code.tee(word).shiftRight(8).or()
        storeWord(code, 4 * quarter + at)
        code.get(word).set(before)
      })
    }
    code.call(compression)
    writeNodeEnd(code, before)
    code.call(compression)
    storeDigests(code, rows, () => code.get(to), digestBytes)
    code
      .get(from)
      .int(2 * digestBytes * laneCount)
      .addInts()
      .set(from)
    code
      .get(to)
      .int(digestBytes * laneCount)
      .addInts()
      .set(to)
    code.get(quadsLeft).int(1).subtractInts().tee(quadsLeft)
  })
  return { name: 'hashNodes', parameterCount: 1, resultCount: 0, intCount: 2, vectorCount: 10, code }
}

/** The last chunk of a node's 65 bytes: one byte of the right digest, and padding. */
function writeNodeEnd(code: WasmCode, lastWord: number): void {
  code.int(0).get(lastWord).shiftLeft(24).spread([0, 0, endMark, 0]).or()
  storeWord(code, 0)
  for (let i = 1; i < 15; i += 1) {
    code.int(0).spread([0, 0, 0, 0])
    storeWord(code, i)
  }
  const bits = 8 * (1 + 2 * digestBytes)
  code.int(0).spread([bits & 0xff, bits >> 8, 0, 0])
  storeWord(code, 15)
}
