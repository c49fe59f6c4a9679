import { isUtf8 } from 'node:buffer'
import type { RawObject } from './entry-fields.ts'
import type { EntryCollector } from './entry-collector.ts'
import { readLineBlocks, type LineBlock, type OnBytes } from './line-blocks.ts'
import { manifestError } from './manifest-error.ts'
import type { ManifestFile } from './manifest-file.ts'
import { parseNativeTail, type NativeHead } from './native-layout.ts'
import { NativeLineScanner } from './native-line-scanner.ts'

const newline = 0x0a
const comma = 0x2c
const closingBracket = 0x5d
const closingLine = '],\n'
const maxTailBytes = 16 * 1024 * 1024

/** Called between blocks with the bytes read so far: reports progress, waits while paused, throws when cancelled. */
export type BetweenBlocks = (bytesDone: number, entriesDone: number) => Promise<void>

/**
 * Reads the entries and the tail of a manifest in the native layout, line by line. Returns the tail's keys; undefined
 * when the layout turns out to be another, or the file ends early: then what was collected is to be thrown away.
 */
export async function readNativeEntries(
  file: ManifestFile,
  head: NativeHead,
  collector: EntryCollector,
  betweenBlocks: BetweenBlocks,
  onBytes?: OnBytes,
): Promise<RawObject | undefined> {
  const reader = new NativeEntryReader(file.path, head, collector)
  for await (const block of readLineBlocks(file, head.entriesOffset, { onBytes })) {
    if (!reader.read(block)) return undefined
    await betweenBlocks(block.offset + block.end, collector.builder.count)
  }
  return reader.finish()
}

class NativeEntryReader {
  private readonly file: string
  private readonly head: NativeHead
  private readonly collector: EntryCollector
  private readonly scanner: NativeLineScanner
  private readonly tail: Buffer[] = []
  private tailBytes = 0
  private line: number
  private isInTail = false
  private hasComma = true
  private isFirst = true

  constructor(file: string, head: NativeHead, collector: EntryCollector) {
    this.file = file
    this.head = head
    this.collector = collector
    this.line = head.entriesLine
    this.scanner = new NativeLineScanner(collector.builder.algorithms)
  }

  /** Takes in a block; false when it is not of the native layout. */
  read(block: LineBlock): boolean {
    let at = block.start
    while (at < block.end && !this.isInTail) {
      if (block.bytes[at] === closingBracket) {
        if (!this.openTail(block, at)) return false
        at += closingLine.length
        break
      }
      if (!this.hasComma) return false
      at = this.readLine(block, at)
      if (at < 0) return false
    }
    return !this.isInTail || this.keepTail(block, at)
  }

  /** The tail's keys, once all blocks were read. */
  finish(): RawObject | undefined {
    return this.isInTail ? parseNativeTail(Buffer.concat(this.tail).toString('utf8'), this.head.keys) : undefined
  }

  private openTail(block: LineBlock, at: number): boolean {
    // After the last entry there is no comma; the list may be empty.
    this.isInTail = block.bytes.toString('latin1', at, at + closingLine.length) === closingLine
    return this.isInTail && (this.isFirst || !this.hasComma)
  }

  private keepTail(block: LineBlock, at: number): boolean {
    this.tail.push(Buffer.from(block.bytes.subarray(at, block.end)))
    this.tailBytes += block.end - at
    return this.tailBytes <= maxTailBytes
  }

  /** Where the next line starts; -1 when this one is no entry. */
  private readLine(block: LineBlock, start: number): number {
    const { bytes } = block
    const braceEnd = this.scanner.scan(bytes, start, this.collector.builder)
    if (braceEnd < 0) return this.readUnusualLine(block, start)
    this.collector.noteAppended()
    this.hasComma = bytes[braceEnd] === comma
    const lineEnd = this.hasComma ? braceEnd + 1 : braceEnd
    this.isFirst = false
    this.line += 1
    return bytes[lineEnd] === newline && lineEnd < block.end ? lineEnd + 1 : -1
  }

  private readUnusualLine({ bytes, end }: LineBlock, start: number): number {
    const lineEnd = bytes.indexOf(newline, start)
    if (lineEnd < 0 || lineEnd >= end) return -1
    this.hasComma = bytes[lineEnd - 1] === comma
    const line = bytes.subarray(start, this.hasComma ? lineEnd - 1 : lineEnd)
    if (!isUtf8(line)) throw manifestError('manifest-invalid', this.file, `line ${this.line}: is not valid UTF-8.`)
    const entry = parseLine(line.toString('utf8'))
    if (entry === undefined) return -1
    this.collector.add(entry, this.line)
    this.isFirst = false
    this.line += 1
    return lineEnd + 1
  }
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The reader of foreign layouts will say what is wrong, and where.
    return undefined
  }
}
