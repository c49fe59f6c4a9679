import { laneCount } from './lane-layout.ts'
import type { WasmCode } from './wasm-code.ts'

export const lanes = Array.from({ length: laneCount }, (_, lane) => lane)

function takeWords(...numbers: readonly number[]): number[] {
  return numbers.flatMap((word) => [4 * word, 4 * word + 1, 4 * word + 2, 4 * word + 3])
}

const lowPairs = takeWords(0, 4, 1, 5)
const highPairs = takeWords(2, 6, 3, 7)
const firstHalves = takeWords(0, 1, 4, 5)
const secondHalves = takeWords(2, 3, 6, 7)

/**
 * Turns four vectors, in the locals from `rows`, from a message each into a lane each, or back: `before` and `after` are called
 * around the code that puts each of the four on the stack.
 */
export function transpose(
  code: WasmCode,
  rows: number,
  before: (at: number) => void,
  after: (at: number) => void,
): void {
  const pairs = rows + laneCount
  for (const half of [0, 2]) {
    const [even, odd] = [rows + half, rows + half + 1]
    code
      .get(even)
      .get(odd)
      .shuffle(lowPairs)
      .set(pairs + half)
    code
      .get(even)
      .get(odd)
      .shuffle(highPairs)
      .set(pairs + half + 1)
  }
  for (const at of lanes) {
    const low = pairs + (at >> 1)
    before(at)
    code
      .get(low)
      .get(low + 2)
      .shuffle(at % 2 === 0 ? firstHalves : secondHalves)
    after(at)
  }
}
