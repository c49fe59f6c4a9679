import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { digestOffsets, entryKinds, type EntryColumns } from '../table/entry-columns.ts'
import { compareByteRanges, nameOf } from '../table/entry-reader.ts'
import { readEntryFields, type EntryFields } from './entry-fields.ts'
import { decodeBase64, encodePath } from './exact-path.ts'
import type { RejectedEntry } from './loaded-manifest.ts'
import { isDeeperThan, maxJsonDepth } from './json-depth.ts'
import { invalidField, type EntryPlace } from './manifest-error.ts'
import { judgePath } from './path-judgement.ts'
import { ReaderNotes } from './reader-notes.ts'
import { widenDigests } from './row-selection.ts'
import { sortEntries } from './repeated-paths.ts'

export interface CollectedEntries {
  readonly columns: EntryColumns
  readonly rejected: readonly RejectedEntry[]
  readonly warnings: readonly string[]
}

export interface CollectorOptions {
  /** Path of the manifest, for messages. */
  readonly file: string
  readonly algorithms: readonly DigestAlgorithm[]
  readonly expectedCount?: number
  /** Whether the order of the entries is promised by the format, so that another one is worth a warning. */
  readonly isOrderPromised: boolean
  readonly platform?: NodeJS.Platform
}

/** Takes in the entries of a manifest one by one, in any layout and order, and rejects what could leave the root. */
export class EntryCollector {
  /** Changes when an entry brings an algorithm that was not announced. */
  builder: EntryColumnsBuilder
  readonly rejected: RejectedEntry[] = []
  private readonly options: CollectorOptions
  private readonly platform: NodeJS.Platform
  private readonly notes = new ReaderNotes()
  private isAscending = true
  private hasRepeats = false

  constructor(options: CollectorOptions) {
    this.options = options
    this.platform = options.platform ?? process.platform
    this.builder = new EntryColumnsBuilder(options.algorithms, options.expectedCount)
  }

  /** Checks and takes in one parsed entry. Throws `manifest-invalid` with the line and the field. */
  add(value: unknown, line: number): void {
    const place = { file: this.options.file, line }
    if (isDeeperThan(value, maxJsonDepth))
      throw invalidField(place, 'files', `at most ${maxJsonDepth} levels of nesting`)
    const entry = readEntryFields(value, place)
    const exact = resolvePath(entry, place)
    const danger = 'problem' in exact ? exact.problem : judgePath(exact.bytes, this.platform, this.notes)
    if (danger !== undefined) this.rejected.push({ path: entry.path, line, reason: danger })
    else if ('bytes' in exact) this.append(entry, exact.bytes)
  }

  /** To be called after each row appended to `builder`, here or by a faster reader. */
  noteAppended(): void {
    const { count, pathBytes, pathOffsets } = this.builder
    if (count < 2) return
    const start = pathOffsets[count - 1]!
    const order = compareByteRanges(pathBytes, pathOffsets[count - 2]!, start, pathBytes, start, pathOffsets[count]!)
    if (order === 0) this.hasRepeats = true
    else if (order > 0) this.isAscending = false
  }

  finish(): CollectedEntries {
    const read = this.builder.finish()
    const isInOrder = this.isAscending && !this.hasRepeats
    const columns = isInOrder ? read : sortEntries(read, this.options.file, this.notes)
    const warnings = this.notes.toWarnings()
    if (this.options.isOrderPromised && !this.isAscending) {
      warnings.push('The entries are not in ascending order of their paths, as this format promises; they were sorted.')
    }
    return { columns, rejected: this.rejected, warnings }
  }

  private append(entry: EntryFields, pathBytes: Buffer): void {
    for (const algorithm of entry.digests.keys()) {
      if (!this.builder.algorithms.includes(algorithm)) this.builder = widenDigests(this.builder, algorithm)
    }
    const builder = this.builder
    const index = builder.append(entryKinds.indexOf(entry.kind), pathBytes)
    builder.sizes[index] = entry.sizeBytes
    builder.modifiedNs[index] = entry.modifiedNs
    builder.modes[index] = entry.mode
    this.appendDigests(entry, index)
    if (entry.error !== undefined) builder.errors.set(index, entry.error)
    if (entry.target !== undefined) builder.targets.set(index, entry.target)
    if (entry.special !== undefined) builder.specials.set(index, entry.special)
    if (entry.extra.length > 0) builder.extras.set(index, Object.fromEntries(entry.extra))
    if (entry.name !== undefined && entry.name !== nameOf(entry.path)) {
      this.notes.add('whose name is not the last part of the path', entry.path)
    }
    this.noteAppended()
  }

  private appendDigests(entry: EntryFields, index: number): void {
    const builder = this.builder
    const offsets = digestOffsets(builder.algorithms)
    builder.algorithms.forEach((algorithm, at) => {
      const digest = entry.digests.get(algorithm)
      if (digest === undefined) return
      builder.digests.set(digest, index * builder.digestStride + (offsets[at] ?? 0))
      builder.digestFlags[index] = (builder.digestFlags[index] ?? 0) | (1 << at)
    })
  }
}

function resolvePath(entry: EntryFields, place: EntryPlace): ReturnType<typeof encodePath> {
  if (entry.pathBase64 === undefined) return encodePath(entry.path)
  const bytes = decodeBase64(entry.pathBase64)
  if (bytes === undefined) throw invalidField(place, 'path_base64', 'base64 with padding')
  return { bytes }
}
