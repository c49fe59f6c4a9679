import { chunkBytes, digestBytes, heldLeaves, jobBytes, laneCount, laneLayout, maxChunks } from './lanes/lane-layout.ts'
import { createLanes, type Lanes } from './lanes/lanes-module.ts'
import { hashLeafInPlace, SealBuilder } from './seal.ts'

/** What SHA-256 puts after a message at least, and the zero byte before a leaf. */
const paddingBytes = 1 + 8 + 1
const jobWords = jobBytes / 4
const chunkWords = chunkBytes / 4
const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1

/**
 * The seal over a long manifest's lines (RFC 6962, section 2.1), two thirds faster than `SealBuilder` by itself: four hashes
 * at a time, and no call for each.
 */
export class LineSealer {
  private readonly builder = new SealBuilder()
  private readonly lanes: Lanes
  private readonly words: Int32Array
  private readonly digests: DataView
  /** Lines that wait, by the number of their chunks. */
  private readonly waiting = new Uint8Array(maxChunks + 1)
  private held = 0

  private constructor(lanes: Lanes) {
    this.lanes = lanes
    this.words = new Int32Array(lanes.memory)
    this.digests = new DataView(lanes.memory, laneLayout.digests, heldLeaves * digestBytes)
  }

  /** Undefined where this machine cannot; `blockBytes` is the size of `block`. */
  static create(blockBytes: number): LineSealer | undefined {
    const lanes = isLittleEndian ? createLanes(blockBytes) : undefined
    return lanes === undefined ? undefined : new LineSealer(lanes)
  }

  /** Lines are to be read into this. */
  get block(): Buffer {
    return this.lanes.block
  }

  /** Leaves so far. */
  get count(): number {
    return this.builder.count + this.held
  }

  /** Where the next newline in `block` is from `from` on, which may be beyond what was read into it. */
  findNewline(from: number): number {
    return this.lanes.findNewline(laneLayout.block + from) - laneLayout.block
  }

  /** Adds the line in `block[start, end)`, without its comma and newline: it must stay there until `settle`. */
  addLine(start: number, end: number): void {
    const chunkCount = Math.floor((end - start + paddingBytes + chunkBytes - 1) / chunkBytes)
    if (chunkCount > maxChunks) {
      this.addLeafInPlace(this.block, start, end)
      return
    }
    const lane = this.waiting[chunkCount]!
    const job = laneLayout.jobs / 4 + chunkCount * chunkWords + lane * jobWords
    this.words[job] = laneLayout.block + start
    this.words[job + 1] = end - start
    this.words[job + 2] = laneLayout.digests + this.held * digestBytes
    this.waiting[chunkCount] = lane + 1
    if (lane + 1 === laneCount) this.hashWaiting(chunkCount)
    this.hold()
  }

  /** Adds a line that is elsewhere: `start` must be at least 1, as the byte before it is borrowed. */
  addLeafInPlace(bytes: Uint8Array, start: number, end: number): void {
    const digest = Buffer.from(hashLeafInPlace(bytes, start, end), 'hex')
    for (let at = 0; at < digestBytes; at += 4) {
      this.digests.setUint32(this.held * digestBytes + at, digest.readUInt32BE(at), true)
    }
    this.hold()
  }

  /** Hashes all lines added so far: `block` may be read into anew. */
  settle(): void {
    for (let chunkCount = 1; chunkCount <= maxChunks; chunkCount += 1) {
      if (this.waiting[chunkCount]! > 0) this.hashWaiting(chunkCount)
    }
  }

  /** The root in hex. */
  finish(): string {
    this.settle()
    for (let leaf = 0; leaf < this.held; leaf += 1) this.builder.addLeaf(this.readDigest(leaf))
    this.held = 0
    return this.builder.finish()
  }

  private hold(): void {
    this.held += 1
    if (this.held < heldLeaves) return
    this.settle()
    for (let nodes = heldLeaves / 2; nodes >= 1; nodes /= 2) this.lanes.hashNodes(Math.ceil(nodes / laneCount))
    this.builder.addSubtree(this.readDigest(0))
    this.held = 0
  }

  /** Lanes without a line of their own do the first one's over again. */
  private hashWaiting(chunkCount: number): void {
    const first = laneLayout.jobs / 4 + chunkCount * chunkWords
    for (let lane = this.waiting[chunkCount]!; lane < laneCount; lane += 1) {
      this.words.copyWithin(first + lane * jobWords, first, first + jobWords)
    }
    this.lanes.hashLines(chunkCount)
    this.waiting[chunkCount] = 0
  }

  private readDigest(index: number): string {
    let hex = ''
    for (let at = 0; at < digestBytes; at += 4) {
      hex += this.digests
        .getUint32(index * digestBytes + at, true)
        .toString(16)
        .padStart(8, '0')
    }
    return hex
  }
}
