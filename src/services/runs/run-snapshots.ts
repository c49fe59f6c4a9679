import type { Location } from '../../shared/model/location.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import type { RunKind, RunSnapshot, ScanProgress } from '../../shared/model/run.ts'

const noProgress: ScanProgress = {
  phase: 'preparing',
  filesDone: 0,
  filesFound: 0,
  filesTotal: null,
  bytesDone: 0,
  bytesTotal: null,
  errorCount: 0,
  currentPath: '',
  elapsedMs: 0,
}

/** What a run is about, as the renderer can name it. */
export interface RunNames {
  readonly location: Location
  readonly manifestId: string | undefined
  readonly sides: RunSnapshot['sides']
  readonly isStrict: boolean | undefined
}

function namesIn({ location, manifestId, sides, isStrict }: RunNames): Partial<RunSnapshot> & { location: Location } {
  return {
    location,
    ...(manifestId === undefined ? {} : { manifestId }),
    ...(sides === undefined ? {} : { sides }),
    ...(isStrict === undefined ? {} : { isStrict }),
  }
}

/** A run as it is when it has just been asked for. */
export function newRunSnapshot(runId: string, kind: RunKind, names: RunNames): RunSnapshot {
  return {
    runId,
    kind,
    state: 'running',
    directory: names.location.displayPath,
    ...namesIn(names),
    startedUtc: new Date().toISOString(),
    progress: noProgress,
    errors: [],
    counts: {},
  }
}

/** Progress of a run that kept none, from what its result says. */
function progressOf(record: RunRecord): ScanProgress {
  if (record.progress !== undefined) return record.progress
  const { result } = record
  if (result === undefined) return { ...noProgress, errorCount: record.errorCount }
  const { fileCount, totalSizeBytes } = result.kind === 'snapshot' ? result : result.right
  return {
    ...noProgress,
    phase: 'writing',
    filesDone: fileCount,
    filesFound: fileCount,
    filesTotal: fileCount,
    bytesDone: totalSizeBytes,
    bytesTotal: totalSizeBytes,
    errorCount: record.errorCount,
    elapsedMs: result.durationMs,
  }
}

/** A run of the past, or of another process, as its record has it. */
export function runSnapshotOf(record: RunRecord, names: RunNames): RunSnapshot {
  const { runId, kind, state, directory, startedUtc, errors, counts, result, failure } = record
  return {
    runId,
    kind,
    state,
    directory,
    ...namesIn(names),
    startedUtc,
    progress: progressOf(record),
    errors,
    counts,
    ...(result === undefined ? {} : { result }),
    ...(failure === undefined ? {} : { failure }),
  }
}
