import { setImmediate as nextTurn } from 'node:timers/promises'
import { recordPath, recordSource, recordTimeUs, type ProcessRecord } from '../../../shared/model/process-manifest.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import type { LoadedProcessManifest } from '../read-process-manifest.ts'
import { baseFolderOf, placeOf, spellOf } from './record-place.ts'

const recordsPerTurn = 4096

/** One record of one of the manifests that are looked at together. */
export interface IndexedRecord {
  /** Its place among all: manifests in the order given, records in the order of their file. */
  readonly number: number
  /** Which of the manifests. */
  readonly manifest: number
  readonly key: string
  readonly record: ProcessRecord
  readonly timeUs: number
  /** See `RecordPlace`. */
  readonly location: string | null
  readonly base: string | undefined
}

/** A content that more than one manifest records. */
export interface DuplicateContent {
  /** In lower case. */
  readonly checksum: string
  /** In order of time. */
  readonly records: readonly IndexedRecord[]
}

/** A path that was recorded with several contents over time: its history, not an error. */
export interface RepeatedPath {
  readonly location: string
  readonly newest: IndexedRecord
  /** Those before it with another content, in order of time. */
  readonly superseded: readonly IndexedRecord[]
}

function addTo(map: Map<string, number[]>, key: string, number: number): void {
  const numbers = map.get(key)
  if (numbers === undefined) map.set(key, [number])
  else numbers.push(number)
}

function byTime(left: IndexedRecord, right: IndexedRecord): number {
  return left.timeUs - right.timeUs || left.number - right.number
}

/** The records of several process manifests, to be found by content, source and file. */
export class PipelineIndex {
  readonly manifests: readonly LoadedProcessManifest[]
  private readonly all: IndexedRecord[] = []
  private readonly contents = new Map<string, number[]>()
  private readonly sources = new Map<string, number[]>()
  private readonly locations = new Map<string, number[]>()

  constructor(manifests: readonly LoadedProcessManifest[]) {
    this.manifests = manifests
  }

  get records(): readonly IndexedRecord[] {
    return this.all
  }

  /** Takes in all records; hands over between turns. */
  *fill(baseFolder: string | undefined): Generator<void, void, undefined> {
    for (const [manifest, loaded] of this.manifests.entries()) {
      const base = baseFolderOf(loaded.path, baseFolder)
      for (const [key, record] of loaded.records) {
        const number = this.all.length
        if (number % recordsPerTurn === recordsPerTurn - 1) yield
        const place = placeOf(recordPath(record), base)
        this.add({ number, manifest, key, record, timeUs: recordTimeUs(record), ...place })
      }
    }
  }

  private add(indexed: IndexedRecord): void {
    const { number, record, location } = indexed
    this.all.push(indexed)
    addTo(this.contents, record.checksum.toLowerCase(), number)
    const source = recordSource(record)
    if (source !== null) addTo(this.sources, source, number)
    if (location !== null) addTo(this.locations, spellOf(location), number)
  }

  private pick(numbers: readonly number[] | undefined): IndexedRecord[] {
    const picked: IndexedRecord[] = []
    for (const number of numbers ?? []) {
      const indexed = this.all[number]
      if (indexed !== undefined) picked.push(indexed)
    }
    return picked.toSorted(byTime)
  }

  /** Where and when a content is recorded, in order of time; the digest may be in either case. */
  withContent(checksum: string): readonly IndexedRecord[] {
    return this.pick(this.contents.get(checksum.toLowerCase()))
  }

  /** What came from a source, in order of time. */
  fromSource(source: string): readonly IndexedRecord[] {
    return this.pick(this.sources.get(source))
  }

  /** What is recorded of a file, in order of time. */
  ofFile(location: string): readonly IndexedRecord[] {
    return this.pick(this.locations.get(spellOf(location)))
  }

  *duplicates(): Generator<DuplicateContent, void, undefined> {
    for (const [checksum, numbers] of this.contents) {
      const [first, ...others] = numbers
      if (first === undefined || others.length === 0) continue
      const manifest = this.all[first]?.manifest
      if (others.every((other) => this.all[other]?.manifest === manifest)) continue
      yield { checksum, records: this.pick(numbers) }
    }
  }

  *repeatedPaths(): Generator<RepeatedPath, void, undefined> {
    for (const [location, numbers] of this.locations) {
      if (numbers.length < 2) continue
      const records = this.pick(numbers)
      const newest = records.at(-1)
      if (newest === undefined) continue
      const content = newest.record.checksum.toLowerCase()
      const superseded = records.filter(({ record }) => record.checksum.toLowerCase() !== content)
      if (superseded.length > 0) yield { location, newest, superseded }
    }
  }
}

/**
 * Indexes manifests that were read, valid or not: of a damaged one, the records that are whole. Relative paths start at
 * `baseFolder`, or at each manifest's own folder.
 */
export function indexPipeline(manifests: readonly LoadedProcessManifest[], baseFolder?: string): PipelineIndex {
  const index = new PipelineIndex(manifests)
  const turns = index.fill(baseFolder)
  while (turns.next().done !== true);
  return index
}

/** As `indexPipeline`, in turns of some milliseconds. Rejects with `cancelled` only. */
export async function indexPipelineInTurns(
  manifests: readonly LoadedProcessManifest[],
  signal: AbortSignal,
): Promise<PipelineIndex> {
  const index = new PipelineIndex(manifests)
  const turns = index.fill(undefined)
  while (turns.next().done !== true) {
    await nextTurn()
    throwIfCancelled(signal, 'index pipeline')
  }
  return index
}
