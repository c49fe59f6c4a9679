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

/** Why a cell is in its state, in words, and what a later build left beside its artifact. */
export function explainCell(signs: CellSigns): string {
  const left = explainLeftover(signs)
  return left === null ? explainState(signs) : `${explainState(signs)} ${left}`
}

function explainState(signs: CellSigns): string {
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
    case 'stopped':
      return explainEnd(signs)
    case 'done-elsewhere':
      return 'The artifact is there, and this workspace has no build of it: it was made by other means, or recorded elsewhere.'
    case 'altered':
      return explainAlteration(signs)
    case 'done':
      return explainProof(signs)
  }
}

function explainEnd({ staging, isCancelled }: CellSigns): string {
  if (staging === undefined) return 'A build left something behind that is gone by now. Look again.'
  const done = `${staging.completedCount} of ${staging.phaseNames.length} phases are done`
  if (staging.failure !== null) return `${asSentence(staging.failure)} What it did so far is kept: ${done}.`
  const how = isCancelled ? 'Its build was cancelled' : 'A build was cut off before it ended'
  return `${how}; ${done}, and the next build goes on from there.`
}

/** Null where nothing was left, or where that is what the state tells of. */
function explainLeftover({ state, staging, artifact, isCancelled }: CellSigns): string | null {
  if (staging === undefined || artifact === undefined || staging.isLive) return null
  if (state !== 'done' && state !== 'done-elsewhere' && state !== 'altered') return null
  if (isThisArtifact(staging.finished, artifact)) return null
  const done = `${staging.completedCount} of ${staging.phaseNames.length} phases`
  const stays = 'This artifact stayed in its place, and a rebuild begins anew.'
  if (staging.failure !== null) return `Its last build failed after ${done}: ${asSentence(staging.failure)} ${stays}`
  return `Its last build was ${isCancelled ? 'cancelled' : 'cut off'} after ${done}. ${stays}`
}

/** A reason may end with what a builder said, which seldom ends with a full stop. */
function asSentence(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`
}

function isThisArtifact(finished: Staging['finished'], { sizeBytes, modifiedUtc }: Artifact): boolean {
  return finished !== null && finished.sizeBytes === sizeBytes && isSameTime(finished.modifiedUtc, modifiedUtc)
}

/** Milliseconds are rounded where nanoseconds were recorded. */
function isSameTime(left: string, right: string): boolean {
  return Math.abs(Date.parse(left) - Date.parse(right)) <= 1
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
  const isUntouched = facts.some(({ modifiedUtc }) => isSameTime(modifiedUtc, artifact?.modifiedUtc ?? ''))
  return isUntouched
    ? 'Its size and time are as its build recorded them.'
    : 'Its time is another than its build recorded, and its content has the SHA-256 that was recorded.'
}
