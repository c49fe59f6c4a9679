import { lstat, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isProcessRunning } from '../../workspace/process-identity.ts'
import { readArtifactProgress, type ArtifactProgress } from './artifact-progress.ts'
import { isBuildLocked } from './build-lock.ts'
import { readProgressFile, type ArtifactFacts, type BuildProgress, type StagedPhase } from './progress-file.ts'
import { stagingPaths, type LogFileLevel, type StagingPaths } from './staging-paths.ts'

/** A staging folder as it stands. Times are ISO 8601 UTC. */
export interface Staging {
  readonly folder: string
  /** Whether a build works on it now. */
  readonly isLive: boolean
  /** Whether its builder outlived an Assay that was killed. */
  readonly isOrphaned: boolean
  /** From 1; null where Assay knows of none. */
  readonly attempt: number | null
  readonly runId: string | null
  readonly startedUtc: string | null
  /** As the plan declared them when the build began. */
  readonly phaseNames: readonly string[]
  /** Those begun, by number. */
  readonly phases: readonly StagedPhase[]
  readonly completedCount: number
  /** What is being worked on, or was when it broke off. */
  readonly currentPhase: StagedPhase | null
  readonly itemsDone: number | null
  readonly itemsTotal: number | null
  /** All phases are done; what is left are Assay's own steps. */
  readonly isFinishing: boolean
  /** Why the last attempt failed, in words; null while it runs, or where it was cancelled or killed. */
  readonly failure: string | null
  /** The artifact as it was about to be put into its place; null before that. */
  readonly finished: ArtifactFacts | null
  readonly artifactSizeBytes: number | null
  readonly logs: Readonly<Record<LogFileLevel, { readonly path: string; readonly sizeBytes: number }>>
}

/**
 * Reads the staging folder of a cell without disturbing a build of it; undefined where there is none. Where the artifact
 * cannot be read at the moment, the phases are those last known. Errors: the system's, but for missing files.
 */
export async function readStaging(outputFolder: string, permutationId: string): Promise<Staging | undefined> {
  const paths = stagingPaths(outputFolder, permutationId)
  const found = await lstat(paths.folder).catch(() => undefined)
  if (found?.isDirectory() !== true) return undefined
  const isLive = isBuildLocked(paths.lock)
  const progress = await readProgressFile(paths.progress)
  const phases = await readPhases(paths, progress)
  const artifactPath = progress === undefined ? undefined : join(paths.folder, progress.artifact)
  const { builder = null } = progress ?? {}
  return {
    folder: paths.folder,
    isLive,
    isOrphaned: !isLive && builder !== null && isProcessRunning(builder),
    attempt: progress?.attempt ?? null,
    runId: progress?.runId ?? null,
    startedUtc: progress?.startedUtc ?? null,
    phaseNames: progress?.phaseNames ?? [],
    phases,
    completedCount: phases.filter(({ completedUtc }) => completedUtc !== null).length,
    currentPhase: phases.find(({ completedUtc }) => completedUtc === null) ?? null,
    itemsDone: progress?.itemsDone ?? null,
    itemsTotal: progress?.itemsTotal ?? null,
    isFinishing: progress?.isFinishing ?? false,
    failure: isLive ? null : (progress?.failure ?? null),
    finished: progress?.finished ?? null,
    artifactSizeBytes: artifactPath === undefined ? null : await sizeOf(artifactPath),
    logs: await describeLogs(paths),
  }
}

async function readPhases(paths: StagingPaths, progress: BuildProgress | undefined): Promise<readonly StagedPhase[]> {
  if (progress === undefined) return []
  return knownPhases(progress, await readArtifactProgress(join(paths.folder, progress.artifact)))
}

/**
 * Which phases are complete or begun. An artifact that keeps its phases decides, and when they began is told by the
 * builder's own words; where it keeps none, or cannot be read at the moment, those words decide.
 */
export function knownPhases(
  progress: Pick<BuildProgress, 'phases' | 'isInArtifact' | 'isFinishing'>,
  read: ArtifactProgress,
): StagedPhase[] {
  const told = [...progress.phases].toSorted(byPhase)
  if (read.kind === 'phases') return mergePhases(told, read.phases)
  // An artifact that kept its phases and is gone took them along.
  const isLost = read.kind === 'none' && progress.isInArtifact && !progress.isFinishing
  return isLost ? [] : told
}

function mergePhases(told: readonly StagedPhase[], kept: readonly StagedPhase[]): StagedPhase[] {
  const startOf = new Map(told.map(({ phase, startedUtc }) => [phase, startedUtc]))
  const complete = kept.map((phase) => ({ ...phase, startedUtc: startOf.get(phase.phase) ?? null }))
  const keptNumbers = new Set(kept.map(({ phase }) => phase))
  const begun = told.filter(({ phase }) => !keptNumbers.has(phase)).map((phase) => ({ ...phase, completedUtc: null }))
  return [...complete, ...begun].toSorted(byPhase)
}

function byPhase(left: StagedPhase, right: StagedPhase): number {
  return left.phase - right.phase
}

async function describeLogs({ logs }: StagingPaths): Promise<Staging['logs']> {
  const describe = async (path: string) => ({ path, sizeBytes: (await sizeOf(path)) ?? 0 })
  return { debug: await describe(logs.debug), info: await describe(logs.info), error: await describe(logs.error) }
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  )
}
