import type { BuildFact, Staging } from '../../engine/index.ts'
import type { CellState } from '../../shared/ipc/matrix-schemas.ts'

export interface Artifact {
  readonly sizeBytes: number
  /** ISO 8601 with milliseconds. */
  readonly modifiedUtc: string
}

/** What reading the whole artifact showed, as long as it has not changed since. */
export interface Proof {
  readonly sha256: string
  readonly isAsRecorded: boolean
  readonly mark: string
  readonly readMs: number
}

export interface CellSigns {
  readonly state: CellState
  readonly staging: Staging | undefined
  readonly artifact: Artifact | undefined
  readonly facts: readonly BuildFact[]
  readonly proof: Proof | undefined
  /** Whether the last build of it was cancelled. */
  readonly isCancelled: boolean
}

/** Why a cell is in its state, in words. */
export function explainCell(signs: CellSigns): string {
  const { state, staging } = signs
  switch (state) {
    case 'missing':
      return 'There is no artifact in its place, and no build of it was begun.'
    case 'queued':
      return 'It waits to be built.'
    case 'building':
      return staging?.isFinishing === true
        ? 'All its phases are done; Assay checks and reads the artifact.'
        : 'A build works on it now.'
    case 'failed':
      return explainFailure(signs)
    case 'done-elsewhere':
      return 'The artifact is there, and this workspace has no build of it: it was made by other means, or recorded elsewhere.'
    case 'altered':
      return explainAlteration(signs)
    case 'done':
      return explainProof(signs)
  }
}

function explainFailure({ staging, isCancelled }: CellSigns): string {
  if (staging === undefined) return 'A build left something behind that is gone by now. Look again.'
  const done = `${staging.completedCount} of ${staging.phaseNames.length} phases are done`
  if (isCancelled) return `Its build was cancelled; ${done}, and the next build goes on from there.`
  if (staging.failure !== null) return `${staging.failure} What it did so far is kept: ${done}.`
  return `A build was cut off before it ended; ${done}, and the next build goes on from there.`
}

function explainAlteration({ artifact, facts, proof }: CellSigns): string {
  const recorded = facts.at(-1)
  if (proof?.isAsRecorded === false) {
    return `Its content has the SHA-256 ${proof.sha256}, and its build recorded ${recorded?.sha256 ?? 'another'}.`
  }
  if (artifact !== undefined && recorded !== undefined && artifact.sizeBytes !== recorded.sizeBytes) {
    return `It has ${artifact.sizeBytes} bytes, and its build recorded ${recorded.sizeBytes}.`
  }
  return 'Its size is as recorded, but its content has another SHA-256 than the one its build recorded.'
}

function explainProof({ artifact, facts, proof }: CellSigns): string {
  if (proof?.isAsRecorded === true) {
    return `All of it was read at ${new Date(proof.readMs).toISOString()}: its SHA-256 is as its build recorded.`
  }
  const timeMs = Date.parse(artifact?.modifiedUtc ?? '')
  // Milliseconds are rounded where nanoseconds were recorded.
  const isUntouched = facts.some(({ modifiedUtc }) => Math.abs(Date.parse(modifiedUtc) - timeMs) <= 1)
  return isUntouched
    ? 'Its size and time are as its build recorded them.'
    : 'Its time is another than its build recorded, and its content has the SHA-256 that was recorded.'
}
