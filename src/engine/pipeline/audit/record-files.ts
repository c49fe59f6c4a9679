import { lstatSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EntryError } from '../../../shared/model/entry.ts'
import type { RecordFile, RecordState } from '../../../shared/model/pipeline-audit.ts'
import { recordPath, recordSizeBytes, shapeOf } from '../../../shared/model/process-manifest.ts'
import { describeSystemError } from '../../hash/entry-errors.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { digestFiles, type DigestOutcome } from './digest-files.ts'
import type { IndexedRecord, PipelineIndex } from './pipeline-index.ts'
import type { RealFolders } from './real-folders.ts'
import { isWithin } from './record-place.ts'

const filesPerTurn = 500
const gone: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR'])

export interface LookControl {
  readonly signal?: AbortSignal | undefined
  readonly workerCount?: number | undefined
  readonly readContents: boolean
  readonly onProgress: (progress: LookProgress) => void
  /** Takes what became of the file of each record once nothing more is done about it. */
  readonly onFile?: ((indexed: IndexedRecord, file: RecordFile) => void) | undefined
}

/** How far a look at the files is. */
export interface LookProgress {
  readonly filesDone: number
  readonly filesTotal: number
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly currentPath: string
}

function describeStats(stats: Stats): Pick<RecordFile, 'sizeBytes' | 'modifiedMs'> {
  return { sizeBytes: stats.size, modifiedMs: stats.mtimeMs }
}

function fileOf(state: RecordState, evidence: string, location: string | null, more: Partial<RecordFile> = {}) {
  return { state, evidence, location, sizeBytes: null, modifiedMs: null, sha256: null, ...more }
}

function nameKind(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder'
  if (stats.isSymbolicLink()) return 'a symbolic link, which is not followed'
  return 'a special file, which is not opened'
}

/** A link in a relative path may lead out of the base folder although the path itself does not. */
function leadsOut({ location, base }: IndexedRecord, folders: RealFolders): boolean {
  if (location === null) return true
  if (base === undefined) return false
  const realBase = folders.find(base)
  const realFolder = folders.find(dirname(location))
  return realBase !== null && realFolder !== null && !isWithin(realBase, realFolder)
}

/** Looks at one file without opening it. */
function lookAt(indexed: IndexedRecord, folders: RealFolders): RecordFile {
  const { record, base, location } = indexed
  if (location === null || leadsOut(indexed, folders)) {
    return fileOf('outside-root', `${recordPath(record)} leads out of ${base ?? ''}, so it is not opened`, null)
  }
  let stats: Stats | undefined
  try {
    // Where a whole volume is away, an error for each file would cost more than the looks.
    stats = lstatSync(location, { throwIfNoEntry: false })
  } catch (error) {
    return fileOfError(describeError(error), location)
  }
  if (stats === undefined) return missingAt(location)
  const found = describeStats(stats)
  if (!stats.isFile()) return fileOf('not-a-file', `there is ${nameKind(stats)}`, location, found)
  const recorded = recordSizeBytes(record)
  if (recorded === null) return fileOf('present', 'the record does not say its size', location, found)
  if (recorded === stats.size) return fileOf('present', '', location, found)
  return fileOf('resized', `${recorded} bytes recorded, ${stats.size} bytes there`, location, found)
}

/** A path with a NUL, or one the system takes for no path at all, gives no error of the system. */
function describeError(error: unknown): EntryError {
  if (error instanceof TypeError) return { code: 'EINVAL', message: 'is no path of this system' }
  return describeSystemError(error)
}

function missingAt(location: string): RecordFile {
  return fileOf('missing', 'there is no such file', location)
}

function fileOfError({ code, message }: EntryError, location: string): RecordFile {
  if (gone.has(code)) return missingAt(location)
  return fileOf('unreadable', message.startsWith(code) ? message : `${code}: ${message}`, location)
}

/** What reading the contents tells; of a file that was looked at before. */
function judgeContents(before: RecordFile, { record }: IndexedRecord, outcome: DigestOutcome): RecordFile {
  const { location } = before
  if (location === null) return before
  if ('error' in outcome) return fileOfError(outcome.error, location)
  const { sha256, sizeBytes } = outcome
  const found = { sizeBytes, modifiedMs: before.modifiedMs, sha256 }
  const recorded = record.checksum.toLowerCase()
  if (sha256 === recorded) return fileOf('verified', '', location, found)
  return fileOf('altered', `SHA-256 recorded ${recorded}, there ${sha256}`, location, found)
}

/**
 * Whether the contents decide. The size in a record of the module's shape is what a server announced, of a transfer that
 * may have been compressed; that in the other shape is the file's own, and a file of another size cannot be the same.
 */
function isReadable({ state }: RecordFile, { record }: IndexedRecord): boolean {
  return state === 'present' || (state === 'resized' && shapeOf(record) === 'module')
}

/**
 * Looks at the files that the records of a pipeline expect, and reads their contents where asked, in worker threads. Gives
 * a state for each record, by its number. Rejects with `cancelled` and `worker-failed` only.
 */
export async function lookAtRecordedFiles(
  index: PipelineIndex,
  folders: RealFolders,
  control: LookControl,
): Promise<RecordFile[]> {
  const files = await lookAtAll(index, folders, control)
  if (control.readContents) await readContents(index, files, control)
  return files
}

function findSuperseded(index: PipelineIndex): Map<number, RecordFile> {
  const found = new Map<number, RecordFile>()
  for (const { location, newest, superseded } of index.repeatedPaths()) {
    const evidence = `recorded again later with another content, ${newest.record.checksum.toLowerCase()}`
    for (const { number } of superseded) found.set(number, fileOf('superseded', evidence, location))
  }
  return found
}

async function lookAtAll(index: PipelineIndex, folders: RealFolders, control: LookControl): Promise<RecordFile[]> {
  const superseded = findSuperseded(index)
  const files: RecordFile[] = []
  const filesTotal = index.records.length
  for (const indexed of index.records) {
    if (indexed.number % filesPerTurn === 0) {
      await nextTurn()
      throwIfCancelled(control.signal, 'check pipeline')
      const currentPath = indexed.location ?? ''
      // Where contents are read, that is the work, and the files are counted as they are read.
      const filesDone = control.readContents ? 0 : files.length
      control.onProgress({ filesDone, filesTotal, bytesDone: 0, bytesTotal: 0, currentPath })
    }
    const file = superseded.get(indexed.number) ?? lookAt(indexed, folders)
    files.push(file)
    if (!control.readContents || !isReadable(file, indexed)) control.onFile?.(indexed, file)
  }
  return files
}

async function readContents(index: PipelineIndex, files: RecordFile[], control: LookControl): Promise<void> {
  // A file that several manifests record with the same content is read once.
  const readers = new Map<string, IndexedRecord[]>()
  for (const indexed of index.records) {
    const file = files[indexed.number]
    if (file === undefined || file.location === null || !isReadable(file, indexed)) continue
    const known = readers.get(file.location)
    if (known === undefined) readers.set(file.location, [indexed])
    else known.push(indexed)
  }
  const wanted = [...readers].map(([location, [first]]) => ({
    location,
    sizeBytes: files[first?.number ?? -1]?.sizeBytes ?? 0,
  }))
  const totals = { filesTotal: wanted.length, bytesTotal: wanted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) }
  const done = { filesDone: 0, bytesDone: 0, currentPath: '' }
  await digestFiles(wanted, {
    signal: control.signal,
    workerCount: control.workerCount,
    onBytes: (bytesDone, largeFile) => {
      done.bytesDone = bytesDone
      done.currentPath = largeFile ?? done.currentPath
      control.onProgress({ ...totals, ...done })
    },
    onDigest: (at, outcome) => {
      const { location } = wanted[at] ?? { location: '' }
      done.filesDone += 1
      done.currentPath = location
      for (const indexed of readers.get(location) ?? []) {
        const before = files[indexed.number]
        if (before === undefined) continue
        const file = judgeContents(before, indexed, outcome)
        files[indexed.number] = file
        control.onFile?.(indexed, file)
      }
    },
  })
}
