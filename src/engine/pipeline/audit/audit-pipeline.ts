import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { AppError } from '../../../shared/errors/app-error.ts'
import {
  recordStates,
  unknownStates,
  type RecordFile,
  type RecordState,
  type UnknownFile,
} from '../../../shared/model/pipeline-audit.ts'
import { recordPath } from '../../../shared/model/process-manifest.ts'
import type { ScanError } from '../../../shared/model/run.ts'
import { throwIfCancelled, type RunControl } from '../../run/run-control.ts'
import { readProcessManifest, type LoadedProcessManifest } from '../read-process-manifest.ts'
import { AuditProgress } from './audit-progress.ts'
import { AuditTeller } from './audit-teller.ts'
import type { AuditWatch } from './audit-watch.ts'
import { listSizes } from './digest-copies.ts'
import { findProcessManifests, type FoundManifests } from './find-manifests.ts'
import { isCopy } from './list-copies.ts'
import { lookForUnknown } from './look-for-unknown.ts'
import { defaultStaleAfterMs, describeManifest, type ManifestFacts } from './manifest-facts.ts'
import { indexPipeline, type PipelineIndex } from './pipeline-index.ts'
import { RealFolders } from './real-folders.ts'
import { lookAtRecordedFiles, type LookProgress } from './record-files.ts'
import type { UnknownFiles } from './unknown-files.ts'

export interface PipelineOptions {
  /** The folder of the manifests, or one of them. */
  readonly target: string
  /** Where relative paths of records start; by default the folder of their manifest. */
  readonly baseFolder?: string | undefined
  /** By default 7 days. */
  readonly staleAfterMs?: number | undefined
}

export interface AuditOptions extends PipelineOptions {
  /** Where files without a record are looked for, with all that is in them; by default the folders of recorded files. */
  readonly dataFolders?: readonly string[] | undefined
  /** Whether files are read and their digests compared; else their sizes are. */
  readonly readContents: boolean
  readonly workerCount?: number | undefined
}

/** The process manifests of a folder, read. */
export interface LoadedPipeline {
  readonly found: FoundManifests
  readonly index: PipelineIndex
  readonly facts: readonly ManifestFacts[]
  /** Manifests that could not be read. */
  readonly errors: readonly ScanError[]
}

export interface PipelineAudit extends LoadedPipeline {
  /** What became of the file of each record, by its number in the index. */
  readonly files: readonly RecordFile[]
  readonly counts: Readonly<Record<RecordState, number>>
  /** Files that no record names, copies of recorded ones among them. */
  readonly unknown: UnknownFiles
  /** What the manifests beside the one that alone was audited record. */
  readonly neighbours: PipelineIndex | undefined
  /** What a person should know before believing the rest. */
  readonly warnings: readonly string[]
}

async function locateManifests(target: string, signal: AbortSignal | undefined): Promise<FoundManifests> {
  const path = resolve(target)
  const stats = await stat(path).catch(() => undefined)
  if (stats === undefined || stats.isDirectory()) return findProcessManifests(path, { signal })
  return { folder: dirname(path), manifests: [path], setAside: [], errors: [] }
}

function toScanError(error: unknown, path: string): ScanError {
  if (!(error instanceof AppError) || error.code === 'cancelled') throw error
  const message = error.message.startsWith(`${path} `) ? error.message.slice(path.length + 1) : error.message
  return { path, code: error.code, message }
}

async function readAll(paths: readonly string[], signal: AbortSignal | undefined) {
  const loaded: LoadedProcessManifest[] = []
  const errors: ScanError[] = []
  for (const path of paths) {
    throwIfCancelled(signal, 'read process manifests')
    try {
      loaded.push(await readProcessManifest(path, { signal }))
    } catch (error) {
      errors.push(toScanError(error, path))
    }
  }
  return { loaded, errors }
}

/**
 * Reads the process manifests of a folder, or one of them. A damaged one is read as far as it can be; one that cannot be
 * read at all is an error in the result, unless it alone was asked for. Errors: those of `findProcessManifests` and
 * `readProcessManifest`, `cancelled`.
 */
export async function loadPipeline(options: PipelineOptions, control: RunControl = {}): Promise<LoadedPipeline> {
  const { signal } = control
  const found = await locateManifests(options.target, signal)
  const isOne = found.manifests[0] === resolve(options.target)
  const { loaded, errors } = isOne
    ? { loaded: [await readProcessManifest(found.manifests[0] ?? '', { signal })], errors: [] }
    : await readAll(found.manifests, signal)
  const baseFolder = options.baseFolder === undefined ? undefined : resolve(options.baseFolder)
  const judged = { nowMs: Date.now(), staleAfterMs: options.staleAfterMs ?? defaultStaleAfterMs }
  return {
    found,
    index: indexPipeline(loaded, baseFolder),
    facts: loaded.map((manifest) => describeManifest(manifest, judged)),
    errors: [...found.errors, ...errors],
  }
}

/** Files in the folders of one manifest may be known to its neighbours. */
async function findNeighbours({ found }: LoadedPipeline, options: AuditOptions, control: RunControl) {
  const [only] = found.manifests
  if (found.manifests.length !== 1 || only !== resolve(options.target)) return { found, neighbours: undefined }
  const all = await findProcessManifests(found.folder, { signal: control.signal })
  const others = all.manifests.filter((path) => path !== only)
  const { loaded } = await readAll(others, control.signal)
  return { found: all, neighbours: indexPipeline(loaded, options.baseFolder) }
}

function count(files: readonly RecordFile[]): Record<RecordState, number> {
  const zeros = recordStates.map((state) => [state, 0] as const)
  const counts = Object.fromEntries(zeros) as Record<RecordState, number>
  for (const { state } of files) counts[state] += 1
  return counts
}

function tellUnreadable(files: readonly RecordFile[], index: PipelineIndex, progress: AuditProgress): void {
  for (const [number, { state, location, evidence }] of files.entries()) {
    if (!unknownStates.has(state)) continue
    const { record } = index.records[number] ?? {}
    const path = location ?? (record === undefined ? '' : recordPath(record))
    progress.addError({ path, code: state, message: evidence })
  }
}

/** A check of the wrong folder must not look like a clean one. */
function refuseEmpty(folder: string): AppError {
  const message = `${folder} holds no process manifests. Check that it is the folder of the manifests.`
  return new AppError({ code: 'root-looks-wrong', operation: 'check pipeline', path: folder, message })
}

/** What a damaged manifest has lost may be the record of a file that seems to have none. */
function warnOfDamage(unrecorded: readonly UnknownFile[], facts: readonly ManifestFacts[]): string[] {
  const damaged = facts.filter(({ health }) => health.includes('corrupt')).map(({ fileName }) => fileName)
  if (unrecorded.length === 0 || damaged.length === 0) return []
  return [`Files without a record may be in records that are damaged, in ${damaged.join(', ')}.`]
}

/** Where nothing is where it should be, the place is wrong more likely than each file. */
function warnOfAbsence(counts: Readonly<Record<RecordState, number>>, recordCount: number): string[] {
  const { missing, superseded } = counts
  if (missing === 0 || missing + superseded < recordCount) return []
  const what = missing === 1 ? 'The recorded file is not there' : `None of the ${missing} recorded files is there`
  return [`${what}: check that its volume is mounted, and which folder relative paths start at.`]
}

/**
 * Audits the process manifests of a folder, or one of them (docs/formats.md, "Process manifests"): how each stands, what
 * became of the file of each record, and which files no record knows. Progress and what is found come about ten times a
 * second, and all that was found has come when it rejects. Errors: those of `loadPipeline`, `root-looks-wrong` for a folder
 * without manifests, those of `resolveRoot` for a data folder, `worker-failed`, `cancelled`.
 */
export async function auditPipeline(options: AuditOptions, watch: AuditWatch = {}): Promise<PipelineAudit> {
  const progress = new AuditProgress(watch)
  const teller = new AuditTeller(watch)
  try {
    return await audit(options, watch, { progress, teller })
  } finally {
    teller.flush()
    progress.end()
  }
}

async function audit(
  options: AuditOptions,
  watch: AuditWatch,
  told: { readonly progress: AuditProgress; readonly teller: AuditTeller },
): Promise<PipelineAudit> {
  const { signal } = watch
  const { progress, teller } = told
  const pipeline = await loadPipeline(options, watch)
  const { index, facts } = pipeline
  if (index.manifests.length === 0 && pipeline.errors.length === 0) throw refuseEmpty(pipeline.found.folder)
  for (const error of pipeline.errors) progress.addError(error)
  teller.takeManifests(index, facts)
  const realFolders = new RealFolders()
  const { workerCount, readContents, dataFolders = [] } = options
  const onProgress = (look: LookProgress): void => {
    progress.look(look)
    teller.flushSometimes()
  }
  const look = { signal, workerCount, readContents, onProgress, onFile: teller.takeFile }
  const files = await lookAtRecordedFiles(index, realFolders, look)
  tellUnreadable(files, index, progress)
  const { found, neighbours } = await findNeighbours(pipeline, options, watch)
  const indexes = neighbours === undefined ? [index] : [index, neighbours]
  const known = { index, neighbours, sizes: () => listSizes(indexes, files) }
  const search = { dataFolders, found, signal, realFolders, workerCount, readContents }
  const unknown = await lookForUnknown(known, search, told)
  for (const error of unknown.errors) progress.addError(error)
  const counts = count(files)
  const unrecorded = unknown.files.filter((file) => !isCopy({ index, neighbours }, file))
  const warnings = [...warnOfAbsence(counts, files.length), ...warnOfDamage(unrecorded, facts)]
  return { ...pipeline, files, counts, unknown, neighbours, warnings }
}
