import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { runStatusSchema, type RunStatus } from '../../../shared/model/ledger.ts'
import type { RunEventFields } from '../../ledger/read-runs.ts'
import type { PastBuild } from './build-times.ts'

/** What a build recorded of an artifact: what may be in its place. */
export interface ArtifactRecord {
  readonly sizeBytes: number
  /** ISO 8601 with nanoseconds. */
  readonly modifiedUtc: string
  readonly sha256: string
}

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

/**
 * By path, what may be in its place now, of the builds of a plan by its name: see `currentFacts`. A workspace without a ledger
 * has none, and is given none. Errors: those of `Ledger.open`.
 */
export async function readArtifactRecords(
  workspace: string,
  planName: string,
): Promise<ReadonlyMap<string, readonly ArtifactRecord[]>> {
  const fields = ['path', 'size_bytes', 'modified_utc', 'sha256']
  return readArtifactEvents(workspace, planName, fields, (rows) => {
    const records = new CurrentRecords<ArtifactRecord>()
    for (const [status, , path, sizeBytes, modifiedUtc, sha256] of rows) {
      // An event of another shape was written by another version: it tells nothing of the artifact.
      if (typeof path !== 'string' || typeof sizeBytes !== 'number') continue
      if (typeof modifiedUtc !== 'string' || typeof sha256 !== 'string') continue
      records.add(path, isCompleted(status), { sizeBytes, modifiedUtc, sha256 })
    }
    return records.byPath
  })
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
  const ledger = await Ledger.open(workspace)
  try {
    return ledger.eventFieldsOfRuns({ operation: 'build', lane, type: 'artifact', fields }, read)
  } finally {
    ledger.close()
  }
}

function isCompleted(status: unknown): boolean {
  return status === 'completed' || status === 'completed-with-errors'
}

/**
 * By path, what may be in its place now: what the last completed build recorded, and what builds recorded after it that were
 * cut off at their very end.
 */
export function currentFacts(facts: readonly BuildFact[]): ReadonlyMap<string, readonly BuildFact[]> {
  const records = new CurrentRecords<BuildFact>()
  for (const fact of facts) records.add(fact.path, isCompleted(fact.status), fact)
  return records.byPath
}

class CurrentRecords<T> {
  readonly byPath = new Map<string, T[]>()

  add(path: string, isComplete: boolean, record: T): void {
    const before = isComplete ? undefined : this.byPath.get(path)
    if (before === undefined) this.byPath.set(path, [record])
    else before.push(record)
  }
}
