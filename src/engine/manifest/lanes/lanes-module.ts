import { writeCompression } from './compress-lanes.ts'
import { writeFindNewline } from './find-newline.ts'
import { writeHashLines, writeHashNodes } from './hash-lanes.ts'
import { laneLayout, roundConstants, spareBytes, startState } from './lane-layout.ts'
import { encodeModule } from './wasm-module.ts'

const pageBytes = 65_536
const newline = 0x0a

/** The functions of `hash-lanes.ts`, and the memory they work on. */
export interface Lanes {
  readonly memory: ArrayBuffer
  /** Room for a block of lines; a newline is after it for good. */
  readonly block: Buffer
  readonly hashLines: (chunkCount: number) => void
  readonly hashNodes: (quadCount: number) => void
  readonly findNewline: (from: number) => number
}

/** What is used of the WebAssembly that programs have; of the type libraries only the browsers' describe it. */
interface WasmHost {
  validate(code: Uint8Array): boolean
  readonly Memory: new (pages: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

type LaneFunctions = Pick<Lanes, 'hashLines' | 'hashNodes' | 'findNewline'>

/**
 * Compiles the lanes' code, with room for a block of `blockBytes`; undefined where the processor or the program has no
 * WebAssembly with vectors, or where there is no memory for it.
 */
export function createLanes(blockBytes: number): Lanes | undefined {
  const host = (globalThis as { WebAssembly?: WasmHost }).WebAssembly
  if (host === undefined) return undefined
  const code = encodeModule([writeCompression(), writeHashLines(), writeHashNodes(), writeFindNewline()])
  if (!host.validate(code)) return undefined
  const pages = Math.ceil((laneLayout.block + blockBytes + spareBytes) / pageBytes)
  const memory = allocate(host, pages)
  if (memory === undefined) return undefined
  const { exports } = new host.Instance(new host.Module(code), { host: { memory } })
  const bytes = memory.buffer
  new Uint32Array(bytes, laneLayout.roundConstants, roundConstants.length).set(roundConstants)
  new Uint32Array(bytes, laneLayout.startState, startState.length).set(startState)
  const block = Buffer.from(bytes, laneLayout.block, blockBytes)
  new Uint8Array(bytes)[laneLayout.block + blockBytes] = newline
  return { memory: bytes, block, ...(exports as LaneFunctions) }
}

/** Each memory is given gigabytes of addresses to lie alone in, which a limit set on the process may not allow. */
function allocate(host: WasmHost, pages: number): { readonly buffer: ArrayBuffer } | undefined {
  try {
    return new host.Memory({ initial: pages, maximum: pages })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
