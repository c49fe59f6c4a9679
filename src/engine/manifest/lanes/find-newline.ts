import { vectorBytes } from './lane-layout.ts'
import { WasmCode } from './wasm-code.ts'
import type { WasmFunction } from './wasm-module.ts'

const newline = 0x0a

/** `findNewline(from)`: where the next newline is. One must be there. */
export function writeFindNewline(): WasmFunction {
  const [from, found] = [0, 1]
  const code = new WasmCode()
  code.get(from).int(vectorBytes).subtractInts().set(from)
  code.repeat(() => {
    code.get(from).int(vectorBytes).addInts().tee(from).load(0)
    code.spread([newline, newline, newline, newline]).equalBytes().highBits().tee(found)
    code.int(1).isBelow()
  })
  code.get(from).get(found).countTrailingZeros().addInts()
  return { name: 'findNewline', parameterCount: 1, resultCount: 1, intCount: 1, vectorCount: 0, code }
}
