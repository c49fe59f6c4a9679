import { sep } from 'node:path'
import type { RunEventFields } from '../../ledger/read-runs.ts'

/** What a build recorded of an artifact: what may be in its place. */
export interface ArtifactRecord {
  readonly sizeBytes: number
  /** ISO 8601 with nanoseconds. */
  readonly modifiedUtc: string
  readonly sha256: string
}

/** By an artifact's name within its output folder, what may be in its place now; see `currentFacts`. */
export interface FactSource {
  get(artifactName: string): readonly ArtifactRecord[] | undefined
}

/**
 * What builds recorded of artifacts in one output folder, oldest first, as few long texts and columns: they cross threads in
 * a moment, and 200,000 objects would keep the garbage collector busier than all else.
 */
export interface RecordPack {
  /** Names of the artifacts, each followed by a line feed. */
  readonly names: string
  readonly sizesBytes: Float64Array
  /** ISO 8601 with nanoseconds, all of one length; blank where what was recorded is of another. */
  readonly times: string
  /** SHA-256 in hexadecimal, likewise. */
  readonly digests: string
  /** 1 where the build ended well. */
  readonly completed: Uint8Array
}

const packLength = 16_384
const timeLength = '2026-01-01T00:00:00.000000000Z'.length
const digestLength = 64

/** The event fields that records are packed from. */
export const recordFields = ['path', 'size_bytes', 'modified_utc', 'sha256']

/** Packs the `recordFields` of builds, oldest first; those of artifacts elsewhere are left out. */
export function packRecords(rows: Iterable<RunEventFields>, outputFolder: string): RecordPack[] {
  const packs: RecordPack[] = []
  const folder = outputFolder.endsWith(sep) ? outputFolder : outputFolder + sep
  let open = new OpenPack()
  for (const row of rows) {
    open.add(row, folder)
    if (open.length < packLength) continue
    packs.push(open.close())
    open = new OpenPack()
  }
  return open.length === 0 ? packs : [...packs, open.close()]
}

class OpenPack {
  private readonly names: string[] = []
  private readonly sizesBytes: number[] = []
  private readonly times: string[] = []
  private readonly digests: string[] = []
  private readonly completed: number[] = []

  get length(): number {
    return this.names.length
  }

  add([status, , path, sizeBytes, modifiedUtc, sha256]: RunEventFields, folder: string): void {
    // An event of another shape was written by another version: it tells nothing of the artifact.
    if (typeof path !== 'string' || typeof sizeBytes !== 'number') return
    if (typeof modifiedUtc !== 'string' || typeof sha256 !== 'string') return
    // No artifact of a plan has a line feed in its name.
    if (!path.startsWith(folder) || path.includes('\n', folder.length)) return
    this.names.push(path.slice(folder.length))
    this.sizesBytes.push(sizeBytes)
    this.times.push(keepLength(modifiedUtc, timeLength))
    this.digests.push(keepLength(sha256, digestLength))
    this.completed.push(isCompleted(status) ? 1 : 0)
  }

  close(): RecordPack {
    return {
      names: `${this.names.join('\n')}\n`,
      sizesBytes: Float64Array.from(this.sizesBytes),
      times: this.times.join(''),
      digests: this.digests.join(''),
      completed: Uint8Array.from(this.completed),
    }
  }
}

/** Whether a run of that status did what it was to do. */
export function isCompleted(status: unknown): boolean {
  return status === 'completed' || status === 'completed-with-errors'
}

function keepLength(text: string, length: number): string {
  return text.length === length ? text : ' '.repeat(length)
}

/**
 * By the name of an artifact, what may be in its place now: what the last completed build recorded, and what builds recorded
 * after it that were cut off at their very end. Like `currentFacts`, of packed records.
 */
export class ArtifactRecords implements FactSource {
  private readonly packs: readonly RecordPack[]
  private readonly newest = new Map<string, number>()
  /** Of a record, the one before it that may be in the same place; few have one. */
  private readonly before = new Map<number, number>()

  constructor(packs: readonly RecordPack[]) {
    this.packs = packs
    for (const [at, pack] of packs.entries()) this.index(pack, at * packLength)
  }

  get(name: string): readonly ArtifactRecord[] | undefined {
    let record = this.newest.get(name)
    if (record === undefined) return undefined
    const found: ArtifactRecord[] = []
    for (; record !== undefined; record = this.before.get(record)) found.push(this.read(record))
    return found
  }

  private index({ names, completed }: RecordPack, first: number): void {
    let start = 0
    for (let at = 0; at < completed.length; at += 1) {
      const end = names.indexOf('\n', start)
      const name = names.slice(start, end)
      start = end + 1
      if (completed[at] !== 1) {
        const earlier = this.newest.get(name)
        if (earlier !== undefined) this.before.set(first + at, earlier)
      }
      this.newest.set(name, first + at)
    }
  }

  private read(record: number): ArtifactRecord {
    return new PackedRecord(this.packs[Math.floor(record / packLength)], record % packLength)
  }
}

/** Reads of a pack only what is asked for: of an artifact that is as it was built, nobody asks for the digest. */
class PackedRecord implements ArtifactRecord {
  private readonly pack: RecordPack | undefined
  private readonly at: number

  constructor(pack: RecordPack | undefined, at: number) {
    this.pack = pack
    this.at = at
  }

  get sizeBytes(): number {
    return this.pack?.sizesBytes[this.at] ?? Number.NaN
  }

  get modifiedUtc(): string {
    return this.pack?.times.slice(this.at * timeLength, (this.at + 1) * timeLength) ?? ''
  }

  get sha256(): string {
    return this.pack?.digests.slice(this.at * digestLength, (this.at + 1) * digestLength) ?? ''
  }
}
