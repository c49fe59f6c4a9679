import type { PipelineIndex } from '../../../engine/index.ts'
import type { RecordFile } from '../../../shared/model/pipeline-audit.ts'
import { recordPath, recordSizeBytes } from '../../../shared/model/process-manifest.ts'
import { setFile, type KnownFile, type ManifestColumns } from '../records/manifest-columns.ts'
import type { Holdings } from './holdings.ts'

/** Takes over what an audit tells of the files of records, for the records that are the same as those it read. */
export class FilePlacer {
  private readonly index: PipelineIndex
  /** Each manifest's records by their checksums; made when first needed, and forgotten with the manifest. */
  private readonly places = new WeakMap<ManifestColumns, ReadonlyMap<string, number>>()

  constructor(index: PipelineIndex) {
    this.index = index
  }

  place({ readable }: Holdings, files: Iterable<readonly [number, RecordFile]>): void {
    const checkedMs = Date.now()
    const columnsByPath = new Map(readable.map(({ path, columns }) => [path, columns]))
    for (const [number, file] of files) {
      const indexed = this.index.records[number]
      const columns = columnsByPath.get(this.index.manifests[indexed?.manifest ?? -1]?.path ?? '')
      if (indexed === undefined || columns === undefined) continue
      const { record } = indexed
      const at = this.placesOf(columns).get(record.checksum.toLowerCase())
      if (at === undefined || columns.paths[at] !== recordPath(record)) continue
      if (!Object.is(columns.sizes[at], recordSizeBytes(record) ?? Number.NaN)) continue
      const before = columns.files[at]
      if (before === undefined || !isStillTrue(before, file)) setFile(columns, at, { ...file, checkedMs })
    }
  }

  private placesOf(columns: ManifestColumns): ReadonlyMap<string, number> {
    const known = this.places.get(columns)
    if (known !== undefined) return known
    const made = new Map(columns.checksums.map((checksum, at) => [checksum, at]))
    this.places.set(columns, made)
    return made
  }
}

/** What was read of a file holds as long as its size and time are the same. */
export function isStillTrue(before: KnownFile, now: RecordFile): boolean {
  if (before.sha256 === null || now.sha256 !== null || (now.state !== 'present' && now.state !== 'resized'))
    return false
  return before.sizeBytes === now.sizeBytes && before.modifiedMs === now.modifiedMs
}
