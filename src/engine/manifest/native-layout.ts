import type { FileHandle } from 'node:fs/promises'
import { isRawObject, type RawObject } from './entry-fields.ts'

/** What every native manifest begins with, whatever its version. */
export const nativeStart = '{"format":"assay-manifest","version":'
const filesLine = '\n"files":[\n'
const closingLine = '\n],\n'
const headWindows = [64 * 1024, 1024 * 1024, 16 * 1024 * 1024]
const tailWindows = [64 * 1024, 1024 * 1024]

/** The head of a manifest in the native layout. */
export interface NativeHead {
  readonly keys: RawObject
  /** Where the first entry line begins, in bytes. */
  readonly entriesOffset: number
  /** The number of that line, from 1. */
  readonly entriesLine: number
}

/** Up to `length` bytes of a file from `from` on: fewer only at its end. */
export async function readWindow(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, from + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

function parseKeys(text: string): RawObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRawObject(value) ? value : undefined
  } catch {
    // Not this layout: the reader of foreign layouts says what is wrong, and where.
    return undefined
  }
}

function parseHead(bytes: Buffer, end: number): NativeHead | undefined {
  const keys = parseKeys(`${bytes.toString('utf8', 0, end)}\n"files":[]}`)
  if (keys === undefined) return undefined
  let entriesLine = 1
  const entriesOffset = end + filesLine.length
  for (let at = 0; at < entriesOffset; at += 1) if (bytes[at] === 0x0a) entriesLine += 1
  return { keys, entriesOffset, entriesLine }
}

/** Reads the head of a manifest laid out natively, up to its entries; undefined when the layout is another. */
export async function readNativeHead(handle: FileHandle): Promise<NativeHead | undefined> {
  for (const windowBytes of headWindows) {
    const bytes = await readWindow(handle, 0, windowBytes)
    if (bytes.toString('latin1', 0, nativeStart.length) !== nativeStart) return undefined
    const end = bytes.indexOf(filesLine)
    if (end >= 0) return parseHead(bytes, end)
    if (bytes.length < windowBytes) return undefined
  }
  return undefined
}

/**
 * The keys after the entries. Undefined when `text`, from the first byte after the line `],`, is not the rest of a
 * manifest, or says again what the head has said: parsers differ in which of the two they believe.
 */
export function parseNativeTail(text: string, head: RawObject): RawObject | undefined {
  const keys = parseKeys(`{${text}`)
  const isRepeated = keys !== undefined && Object.keys(keys).some((key) => Object.hasOwn(head, key))
  return isRepeated ? undefined : keys
}

/** Reads the keys after the entries from the end of the file, without the entries; undefined when the layout is another. */
export async function readNativeTail(
  handle: FileHandle,
  sizeBytes: number,
  head: NativeHead,
): Promise<RawObject | undefined> {
  for (const windowBytes of tailWindows) {
    // The newline before `],` is that of the last entry, or of the line that opens the list.
    const from = Math.max(head.entriesOffset - 1, sizeBytes - windowBytes)
    const bytes = await readWindow(handle, from, Math.max(0, sizeBytes - from))
    const at = bytes.lastIndexOf(closingLine)
    if (at >= 0) return parseNativeTail(bytes.toString('utf8', at + closingLine.length), head.keys)
  }
  return undefined
}
