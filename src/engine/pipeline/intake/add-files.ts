import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { AppError } from '../../../shared/errors/app-error.ts'
import { toWireError } from '../../../shared/errors/wire-error.ts'
import type { EntryError } from '../../../shared/model/entry.ts'
import { hashFiles, type FileDigests } from '../../hash/hash-files.ts'
import { recordActivity } from '../../ledger/record-activity.ts'
import type { RunControl } from '../../run/run-control.ts'
import { Manifest, type AddedRecord } from '../manifest.ts'
import { chooseRecords, findRefusal, type KnownFile, type RecordChoices } from './record-choices.ts'

/** Where the run of an intake is kept. */
export interface IntakeRun {
  readonly workspace: string
  readonly toolVersion?: string | undefined
}

export interface AddFilesOptions {
  readonly manifest: string
  /** Absolute. */
  readonly files: readonly string[]
  readonly choices: RecordChoices
}

/** What became of one file that was to be recorded. */
export type FileIntake =
  | ({ readonly path: string; readonly sizeBytes: number; readonly sha256: string } & AddedRecord)
  | { readonly path: string; readonly error: EntryError }

export interface AddedFiles {
  readonly runId: string
  /** In the order given. */
  readonly files: readonly FileIntake[]
}

function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value]
}

/** The choices as options of the command line. */
export function repeatChoices(choices: RecordChoices): string[] {
  return [
    ...option('--source-id', choices.sourceId),
    ...option('--dataset', choices.dataset),
    ...option('--etag', choices.etag),
    ...option('--record-version', choices.recordVersion),
    ...option('--shape', choices.shape),
  ]
}

/**
 * Records files by their content, each on disk when this resolves, as a run of the ledger, `import`. A content that is
 * recorded already keeps its first record; a file that cannot be read, is empty or is the manifest itself is an error in
 * its place. Errors: those of `Manifest` for a manifest that is missing or damaged, of `recordActivity`, and `cancelled`.
 */
export function addFiles(options: AddFilesOptions, run: IntakeRun, control: RunControl): Promise<AddedFiles> {
  const manifest = resolve(options.manifest)
  const { files: paths, choices } = options
  const activity = {
    ...run,
    operation: 'import' as const,
    lane: dirname(manifest),
    command: ['assay', 'etl', 'add', manifest, ...paths, ...repeatChoices(choices)],
    input: { manifest },
    onStart: control.onStart,
  }
  return recordActivity(activity, async (runId) => {
    const files = await addAll(manifest, options, control)
    const errors = files.flatMap((file) => ('error' in file ? [{ path: file.path, ...file.error }] : []))
    for (const error of errors) control.onError?.(error)
    const addedCount = files.filter((file) => 'isNew' in file && file.isNew).length
    const knownCount = files.length - errors.length - addedCount
    const figures = { file_count: files.length - errors.length, added_count: addedCount, known_count: knownCount }
    return { value: { runId, files }, output: { result: { ...figures, failed_count: errors.length } }, errors }
  })
}

/** One after another: what is said of a file is so when the next is read. */
async function addAll(path: string, { files, choices }: AddFilesOptions, control: RunControl): Promise<FileIntake[]> {
  const manifest = await Manifest.open(path).load()
  const toParams = chooseRecords(manifest, choices)
  const own = await realpath(manifest.path)
  const located = await Promise.all(files.map(locateFile))
  const adding: Promise<FileIntake>[] = []
  let hasFault = false
  let at = 0
  try {
    for await (const result of hashFiles(located, ['sha256'], control)) {
      // The very path that was asked for, and not what a link of that name leads to, is what a person looks for.
      const asked = files[at] ?? result.path
      at += 1
      const taking = takeFile(asked, result, own, (file) => manifest.addRecord(toParams(file)))
      // A fault of the manifest may come while a large file is still being read: then nothing more is.
      taking.catch(() => (hasFault = true))
      adding.push(taking)
      if (hasFault) break
    }
  } finally {
    await Promise.allSettled(adding)
  }
  return Promise.all(adding)
}

async function takeFile(
  path: string,
  result: FileDigests,
  own: string,
  add: (file: KnownFile) => Promise<AddedRecord>,
): Promise<FileIntake> {
  if ('error' in result) return { path, error: describeFailure(result.error) }
  const isOwn = (await realpath(result.path).catch(() => result.path)) === own
  if (isOwn) return { path, error: { code: 'own-file', message: 'is the manifest itself' } }
  const { sizeBytes, digests } = result
  return addOne(path, { path: result.path, name: basename(result.path), sizeBytes, sha256: digests.sha256 ?? '' }, add)
}

async function addOne(
  path: string,
  file: KnownFile,
  add: (file: KnownFile) => Promise<AddedRecord>,
): Promise<FileIntake> {
  const refusal = findRefusal(file.sizeBytes)
  if (refusal !== undefined) return { path, error: { code: 'empty-file', message: refusal } }
  try {
    return { path, sizeBytes: file.sizeBytes, sha256: file.sha256, ...(await add(file)) }
  } catch (error) {
    // What is wrong with the record is of this file; what is wrong with the manifest is of all.
    if (!(error instanceof AppError) || error.code !== 'bad-usage') throw error
    return { path, error: { code: error.code, message: toWireError(error).message } }
  }
}

/** A link at the end of a path is followed now, because nobody follows it when the record is checked. */
async function locateFile(path: string): Promise<string> {
  const stats = await lstat(path).catch(() => undefined)
  return stats?.isSymbolicLink() === true ? realpath(path).catch(() => path) : path
}

function describeFailure(error: EntryError): EntryError {
  return error.code === 'EISDIR' ? { ...error, message: 'is a folder: import it to record all its files' } : error
}
