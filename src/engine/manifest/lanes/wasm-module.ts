import { encodeUnsigned, type WasmCode } from './wasm-code.ts'

const functionForm = 0x60
const start = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const i32Type = 0x7f
const v128Type = 0x7b

/** A function: numbers in, at most one number out, then locals that hold a number each, then those that hold a vector. */
export interface WasmFunction {
  /** Exported under this name; not at all without. */
  readonly name?: string
  readonly parameterCount: number
  readonly resultCount: 0 | 1
  readonly intCount: number
  readonly vectorCount: number
  readonly code: WasmCode
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const body = [...encodeUnsigned(items.length), ...items.flat()]
  return [id, ...encodeUnsigned(body.length), ...body]
}

function encodeName(name: string): number[] {
  return [name.length, ...Buffer.from(name, 'latin1')]
}

function encodeType({ parameterCount, resultCount }: WasmFunction): number[] {
  const [parameters, results] = [parameterCount, resultCount].map((count) => Array<number>(count).fill(i32Type))
  return [functionForm, parameterCount, ...(parameters ?? []), resultCount, ...(results ?? [])]
}

function encodeBody({ intCount, vectorCount, code }: WasmFunction): number[] {
  const body = [2, intCount, i32Type, vectorCount, v128Type, ...code.bytes, 0x0b]
  return [...encodeUnsigned(body.length), ...body]
}

/** The module of these functions over a memory that it imports as `host.memory`. */
export function encodeModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const exported = functions.flatMap(({ name }, index) => (name === undefined ? [] : [[...encodeName(name), 0, index]]))
  return Uint8Array.from([
    ...start,
    ...section(1, functions.map(encodeType)),
    ...section(2, [[...encodeName('host'), ...encodeName('memory'), 2, 0, 1]]),
    ...section(
      3,
      functions.map((_, index) => [index]),
    ),
    ...section(7, exported),
    ...section(10, functions.map(encodeBody)),
  ])
}
