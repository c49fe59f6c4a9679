import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RunStatus } from '../../../shared/model/ledger.ts'

/** An artifact as a build recorded it. */
export interface BuildFact {
  readonly runId: string
  readonly status: RunStatus
  readonly permutationId: string
  /** Absolute. */
  readonly path: string
  readonly sizeBytes: number
  /** ISO 8601 with nanoseconds. */
  readonly modifiedUtc: string
  readonly sha256: string
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
 * What the builds of a plan, by its name, recorded of their artifacts, oldest first. A workspace without a ledger has none,
 * and is given none. Errors: those of `Ledger.open`.
 */
export async function readBuildFacts(workspace: string, planName: string): Promise<BuildFact[]> {
  if (!existsSync(join(workspace, 'ledger.sqlite'))) return []
  const { Ledger } = await import('../../ledger/ledger.ts')
  const ledger = await Ledger.open(workspace)
  try {
    const facts: BuildFact[] = []
    for (const { data: told, ...run } of ledger.eventsOfRuns('build', planName, 'artifact')) {
      const data = artifactEventSchema.safeParse(told).data
      // An event of another shape was written by another version: it tells nothing of the artifact.
      if (data === undefined) continue
      facts.push({
        ...run,
        permutationId: data.permutation_id,
        path: data.path,
        sizeBytes: data.size_bytes,
        modifiedUtc: data.modified_utc,
        sha256: data.sha256,
      })
    }
    return facts
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
    const isComplete = fact.status === 'completed' || fact.status === 'completed-with-errors'
    const before = byPath.get(fact.path)
    if (before === undefined || isComplete) byPath.set(fact.path, [fact])
    else before.push(fact)
  }
  return byPath
}
