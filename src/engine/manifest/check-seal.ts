import type { SealState } from '../../shared/model/manifest.ts'
import type { RunControl } from '../run/run-control.ts'
import { blockBytes, readLineBlocks, type LineBlock } from './line-blocks.ts'
import { LineSealer } from './line-sealer.ts'
import { withManifestFile, type ManifestFile } from './manifest-file.ts'
import { parseNativeKeys, recogniseFormat } from './manifest-summary.ts'
import { parseNativeTail, readNativeHead, type NativeHead } from './native-layout.ts'
import { ReadProgress } from './read-progress.ts'
import { readManifestSummary } from './read-summary.ts'
import { SealBuilder } from './seal.ts'

const newline = 0x0a
const comma = 0x2c
const closingBracket = 0x5d
const closingLine = '],\n'
/** Below this the lines are hashed sooner than the faster way to do it is prepared. */
const minLanesBytes = 4 * 1024 * 1024

/** A seal over lines, and the buffer to read them into where it goes by one. */
type LeafTaker = SealBuilder | LineSealer

/**
 * Recomputes a native manifest's Merkle root (RFC 6962, section 2.1) over its entry lines' exact bytes and compares it
 * and the number of entries with those in the tail. Another layout is `not-checkable`, a manifest without a seal `none`.
 * Cancellable between blocks. Throws as `readManifest`.
 */
export function checkManifestSeal(path: string, control: RunControl): Promise<SealState> {
  return withManifestFile(path, async (file) => {
    const head = await readNativeHead(file.handle)
    if (head === undefined) return (await readManifestSummary(path)).seal
    recogniseFormat(head.keys, path)
    return checkNativeSeal(file, head, new ReadProgress(control, file.sizeBytes))
  })
}

async function checkNativeSeal(file: ManifestFile, head: NativeHead, progress: ReadProgress): Promise<SealState> {
  const lineSealer = file.sizeBytes < minLanesBytes ? undefined : LineSealer.create(blockBytes)
  const seal = lineSealer ?? new SealBuilder()
  const tail: Buffer[] = []
  let isInTail = false
  for await (const block of readLineBlocks(file, head.entriesOffset, { buffer: lineSealer?.block })) {
    const tailStart: number = isInTail ? block.start : addLeaves(block, seal)
    isInTail ||= tailStart < block.end
    if (isInTail) tail.push(Buffer.from(block.bytes.subarray(tailStart, block.end)))
    await progress.step(block.offset + block.end, seal.count)
  }
  return compareSeal(file, head, seal, Buffer.concat(tail).toString('utf8'))
}

/** Adds the block's entry lines; returns where the line that closes the list begins, or the block's end. */
function addLeaves({ bytes, start, end }: LineBlock, seal: LeafTaker): number {
  const sealer = seal instanceof LineSealer && bytes === seal.block ? seal : undefined
  let at = start
  while (at < end) {
    if (bytes[at] === closingBracket && bytes.toString('latin1', at, at + closingLine.length) === closingLine) break
    const found = sealer === undefined ? bytes.indexOf(newline, at) : sealer.findNewline(at)
    const lineEnd = found < 0 || found >= end ? end : found
    const leafEnd = Math.max(at, bytes[lineEnd - 1] === comma ? lineEnd - 1 : lineEnd)
    if (sealer === undefined) seal.addLeafInPlace(bytes, at, leafEnd)
    else sealer.addLine(at, leafEnd)
    at = lineEnd + 1
  }
  sealer?.settle()
  return Math.min(at, end)
}

function compareSeal(file: ManifestFile, head: NativeHead, found: LeafTaker, tail: string): SealState {
  const tailKeys = tail.startsWith(closingLine) ? parseNativeTail(tail.slice(closingLine.length), head.keys) : undefined
  if (tailKeys === undefined) {
    return { state: 'broken', reason: 'The part after the entries, which holds the seal, is missing or was altered.' }
  }
  const { seal } = parseNativeKeys({ file: file.path, keys: { ...head.keys, ...tailKeys }, warnings: [] })
  if (seal === undefined) return { state: 'none' }
  if (seal.entries !== found.count) {
    const reason = `The seal was made over ${seal.entries} entries, and the manifest holds ${found.count}.`
    return { state: 'broken', root: seal.root, reason }
  }
  if (seal.root !== found.finish()) {
    const reason = "The entries' bytes do not give the root in the seal: an entry was changed, replaced or moved."
    return { state: 'broken', root: seal.root, reason }
  }
  return { state: 'intact', root: seal.root }
}
