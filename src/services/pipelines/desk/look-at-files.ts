import { indexPipeline, lookAtRecordedFiles, RealFolders, type RecordedAudit } from '../../../engine/index.ts'
import type { RecordFile } from '../../../shared/model/pipeline-audit.ts'
import { recordPath, recordSizeBytes } from '../../../shared/model/process-manifest.ts'
import { setFile, type KnownFile, type ManifestColumns } from '../records/manifest-columns.ts'
import type { RecordSet } from '../records/record-set.ts'
import type { Holdings } from './holdings.ts'

const untold = (): void => undefined

/** Looks at the files of all records without opening them, and keeps what reading them told while they are the same. Rejects with `cancelled`. */
export async function lookAtSizes({ set }: Holdings, signal: AbortSignal): Promise<void> {
  await set.prepareIndex(signal)
  const control = { signal, readContents: false, onProgress: untold }
  const files = await lookAtRecordedFiles(set.index, new RealFolders(), control)
  const checkedMs = Date.now()
  files.forEach((file, record) => {
    const place = set.place(record)
    if (place === undefined) return
    const before = place.columns.files[place.at]
    if (before === undefined || !isStillTrue(before, file)) setFile(place.columns, place.at, { ...file, checkedMs })
  })
}

/** What was read of a file holds as long as its size and time are the same. */
function isStillTrue(before: KnownFile, now: RecordFile): boolean {
  if (before.sha256 === null || now.sha256 !== null || (now.state !== 'present' && now.state !== 'resized'))
    return false
  return before.sizeBytes === now.sizeBytes && before.modifiedMs === now.modifiedMs
}

/** Reads the file of one record and compares. Rejects with `cancelled` and `worker-failed`. */
export async function lookAtOne(set: RecordSet, record: number, signal: AbortSignal): Promise<void> {
  const indexed = set.index.records[record]
  const place = set.place(record)
  const loaded = set.index.manifests[indexed?.manifest ?? -1]
  if (indexed === undefined || place === undefined || loaded === undefined) return
  const alone = indexPipeline([{ ...loaded, records: new Map([[indexed.key, indexed.record]]) }])
  const control = { signal, readContents: true, workerCount: 1, onProgress: untold }
  const [file] = await lookAtRecordedFiles(alone, new RealFolders(), control)
  if (file === undefined) return
  const before = place.columns.files[place.at]
  // Another content is what is expected in the place of a record that a later one took over.
  const isSuperseded = before?.state === 'superseded' && file.state !== 'verified'
  const state = isSuperseded ? { state: before.state, evidence: before.evidence } : {}
  setFile(place.columns, place.at, { ...file, ...state, checkedMs: Date.now() })
}

/** Takes over what an audit found, for the records that are the same as those it read. */
export function takeAudit({ readable }: Holdings, { audit }: RecordedAudit): void {
  const checkedMs = Date.now()
  const columnsByPath = new Map(readable.map(({ path, columns }) => [path, columns]))
  const places = new Map<ManifestColumns, Map<string, number>>()
  for (const { number, manifest, record } of audit.index.records) {
    const columns = columnsByPath.get(audit.index.manifests[manifest]?.path ?? '')
    const file = audit.files[number]
    if (columns === undefined || file === undefined) continue
    let byChecksum = places.get(columns)
    if (byChecksum === undefined) places.set(columns, (byChecksum = placesOf(columns)))
    const at = byChecksum.get(record.checksum.toLowerCase())
    if (at === undefined || columns.paths[at] !== recordPath(record)) continue
    if (!Object.is(columns.sizes[at], recordSizeBytes(record) ?? Number.NaN)) continue
    const before = columns.files[at]
    if (before === undefined || !isStillTrue(before, file)) setFile(columns, at, { ...file, checkedMs })
  }
}

function placesOf({ checksums }: ManifestColumns): Map<string, number> {
  return new Map(checksums.map((checksum, at) => [checksum, at]))
}

/** Tells what was found of one record's file to the newest reading of its manifest, too, where the record is the same there. */
export function shareFile({ readable }: Holdings, set: RecordSet, record: number): void {
  const place = set.place(record)
  const file = place?.columns.files[place.at]
  if (place === undefined || file === undefined) return
  const { manifestKey, checksums, paths } = place.columns
  const newest = readable.find((manifest) => manifest.manifestKey === manifestKey)?.columns
  if (newest === undefined || newest === place.columns) return
  const at = newest.checksums.indexOf(checksums[place.at]!)
  if (at >= 0 && newest.paths[at] === paths[place.at]) setFile(newest, at, file)
}
