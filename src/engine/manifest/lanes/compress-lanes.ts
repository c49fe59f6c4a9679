import { laneLayout, vectorBytes } from './lane-layout.ts'
import { WasmCode } from './wasm-code.ts'
import type { WasmFunction } from './wasm-module.ts'

const constantsBetweenTurns = 64
const scheduledConstants = 192

// Locals.
const constantAt = 0
const working = 1
const words = 9
const sum = 25
const choice = 26
const newPair = 27
const oldPair = 28

function workingVariables(round: number): readonly number[] {
  // Rather than shift eight values by one place in every round, their names are shifted.
  return Array.from({ length: 8 }, (_, place) => working + ((place - round) & 7))
}

/** SHA-256's compression (FIPS 180-4, section 6.2.2) of a chunk in each of four lanes, from `words` into `state`. */
class Compression {
  readonly code = new WasmCode()

  write(): WasmCode {
    const { code } = this
    code.int(0).set(constantAt)
    for (let i = 0; i < 8; i += 1) this.loadFrom(laneLayout.state, i).set(working + i)
    for (let i = 0; i < 16; i += 1) this.loadFrom(laneLayout.words, i).set(words + i)
    const [, b = 0, c = 0] = workingVariables(0)
    code.get(b).get(c).xor().set(oldPair)
    code.repeat(() => {
      for (let i = 0; i < 16; i += 1) this.writeRound(i, true)
      code.get(constantAt).int(constantsBetweenTurns).addInts().tee(constantAt).int(scheduledConstants).differ()
    })
    for (let i = 0; i < 16; i += 1) this.writeRound(i, false)
    for (let i = 0; i < 8; i += 1) {
      code.int(0)
      this.loadFrom(laneLayout.state, i).get(working + i)
      code.add().store(laneLayout.state + vectorBytes * i)
    }
    return code
  }

  private loadFrom(place: number, index: number): WasmCode {
    return this.code.int(0).load(place + vectorBytes * index)
  }

  /** What depends on the round before comes last in every sum: the processor waits for nothing else. */
  private writeRound(i: number, isScheduled: boolean): void {
    const { code } = this
    const [a = 0, b = 0, , d = 0, e = 0, f = 0, g = 0, h = 0] = workingVariables(i)
    code.get(constantAt).loadSpread(laneLayout.roundConstants + 4 * i)
    code
      .get(words + i)
      .add()
      .get(h)
      .add()
      .set(sum)
    if (isScheduled) this.writeSchedule(i)
    code.get(sum).get(g).get(e).get(f).get(g).xor().and().xor().add().set(sum)
    this.rotate(e, 6).set(choice)
    this.rotate(e, 11).get(choice).xor()
    this.rotate(e, 25).xor().set(choice)
    code.get(d).get(sum).add().get(choice).add().set(d)
    // (a & b) ^ (a & c) ^ (b & c), of which b ^ c is a ^ b of the round before.
    code.get(a).get(b).xor().tee(newPair).get(oldPair).and().get(b).xor()
    code.get(sum).get(choice).add().add().set(h)
    code.get(newPair).set(oldPair)
    this.rotate(a, 2).set(sum)
    this.rotate(a, 13).get(sum).xor()
    this.rotate(a, 22).xor().get(h).add().set(h)
  }

  /** The word of sixteen rounds on takes the place of this one. */
  private writeSchedule(i: number): void {
    const { code } = this
    const [first, ninth] = [words + i, words + ((i + 9) % 16)]
    const [early, late] = [words + ((i + 1) % 16), words + ((i + 14) % 16)]
    code.get(first).get(ninth).add()
    this.rotate(early, 7)
    this.rotate(early, 18).xor().get(early).shiftRight(3).xor().add()
    this.rotate(late, 17)
    this.rotate(late, 19).xor().get(late).shiftRight(10).xor().add().set(first)
  }

  private rotate(local: number, bits: number): WasmCode {
    return this.code
      .get(local)
      .shiftRight(bits)
      .get(local)
      .shiftLeft(32 - bits)
      .or()
  }
}

/** Takes nothing and gives nothing: works on `words` and `state` of the layout. */
export function writeCompression(): WasmFunction {
  return { parameterCount: 0, resultCount: 0, intCount: 1, vectorCount: 28, code: new Compression().write() }
}
