import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { runStatusSchema, type RunStatus } from '../../../shared/model/ledger.ts'
import type { RunEventFields } from '../../ledger/read-runs.ts'
import { isCompleted, packRecords, recordFields, type ArtifactRecord, type RecordPack } from './artifact-records.ts'
import type { PastBuild } from './build-times.ts'

/** An artifact as a build recorded it. */
export interface BuildFact extends ArtifactRecord {
  readonly runId: string
  readonly status: RunStatus
  readonly permutationId: string
  /** Absolute. */
  readonly path: string
  /** Of the whole build; null where it did not end. */
  readonly durationMs: number | null
}

/** The data of an `artifact` event. */
export const artifactEventSchema = z.object({
  permutation_id: z.string(),
  path: z.string(),
  size_bytes: z.number(),
  modified_utc: z.string(),
  sha256: z.string(),
})

/** Of which artifacts the records are asked for. */
export interface RecordQuery {
  readonly workspace: string
  /** Builds are found by the name of their plan. */
  readonly planName: string
  /** Absolute. */
  readonly outputFolder: string
}

/**
 * What builds recorded of artifacts, for `ArtifactRecords`. A workspace without a ledger has nothing, and is given none.
 * Errors: those of `Ledger.open`.
 */
export async function readRecordPacks({ workspace, planName, outputFolder }: RecordQuery): Promise<RecordPack[]> {
  return readArtifactEvents(workspace, planName, recordFields, (rows) => packRecords(rows, outputFolder))
}

/** What the builds of a plan that made an artifact took, oldest first. Errors: those of `Ledger.open`. */
export async function readPastBuilds(workspace: string, planName: string): Promise<readonly PastBuild[]> {
  return readArtifactEvents(workspace, planName, ['permutation_id'], (rows) => {
    const builds: PastBuild[] = []
    for (const [status, durationMs, permutationId] of rows) {
      if (typeof permutationId !== 'string') continue
      const took = typeof durationMs === 'number' ? durationMs : null
      builds.push({ permutationId, status: runStatusSchema.parse(status), durationMs: took })
    }
    return builds
  })
}

async function readArtifactEvents<T>(
  workspace: string,
  lane: string,
  fields: readonly string[],
  read: (rows: Iterable<RunEventFields>) => T,
): Promise<T> {
  if (!existsSync(join(workspace, 'ledger.sqlite'))) return read([])
  const { Ledger } = await import('../../ledger/ledger.ts')
  const ledger = await Ledger.openToRead(workspace)
  try {
    return ledger.eventFieldsOfRuns({ operation: 'build', lane, type: 'artifact', fields }, read)
  } finally {
    ledger.close()
  }
}

/**
 * By path, what may be in its place now: what the last completed build recorded, and what builds recorded after it that were
 * cut off at their very end.
 */
export function currentFacts(facts: readonly BuildFact[]): ReadonlyMap<string, readonly BuildFact[]> {
  const byPath = new Map<string, BuildFact[]>()
  for (const fact of facts) {
    const before = isCompleted(fact.status) ? undefined : byPath.get(fact.path)
    if (before === undefined) byPath.set(fact.path, [fact])
    else before.push(fact)
  }
  return byPath
}
