import { indexPipeline, lookAtRecordedFiles, RealFolders } from '../../../engine/index.ts'
import { setFile } from '../records/manifest-columns.ts'
import type { RecordSet } from '../records/record-set.ts'
import type { Holdings } from './holdings.ts'
import { isStillTrue } from './place-files.ts'

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
