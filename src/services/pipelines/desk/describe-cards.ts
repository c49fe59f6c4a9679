import { describeManifest, type ManifestFacts } from '../../../engine/index.ts'
import { manifestHealths, type ManifestHealth } from '../../../shared/model/pipeline-audit.ts'
import type { ManifestProblem } from '../../../shared/model/process-manifest.ts'
import type { ManifestProblemView } from '../../../shared/ipc/pipeline-schemas.ts'
import type { PlacedCard } from '../../workers/pipeline-protocol.ts'
import { isReadable, type ShelvedManifest, type UnreadableManifest } from './manifest-shelf.ts'

/** As many problems as a card carries; it tells the number of all. */
export const maxProblems = 200
const dayMs = 86_400_000

/** What is shown of each manifest. Linear in their records: for a desk that asks seldom. */
export function describeCards(manifests: readonly ShelvedManifest[], staleAfterDays: number): PlacedCard[] {
  const options = { nowMs: Date.now(), staleAfterMs: staleAfterDays * dayMs }
  return manifests.map((manifest) => {
    if (!isReadable(manifest)) return describeUnreadable(manifest)
    const { loaded, manifestKey } = manifest
    return {
      manifestKey,
      ...toCard(describeManifest(loaded, options)),
      problems: loaded.problems.slice(0, maxProblems).map(toProblemView),
      problemCount: loaded.problemCount,
      failure: null,
    }
  })
}

export function toProblemView({ field, message, line, key }: ManifestProblem): ManifestProblemView {
  return { field, message, line, key: key ?? null }
}

/** The loudest of all; a folder without manifests is empty. */
export function findWorst(cards: readonly Pick<PlacedCard, 'health'>[]): ManifestHealth {
  const met = new Set(cards.flatMap(({ health }) => health))
  return manifestHealths.find((health) => met.has(health)) ?? 'empty'
}

function toCard({ health, versions, adds, ...facts }: ManifestFacts) {
  return {
    ...facts,
    health: [...health],
    versions: [...versions],
    adds: adds === null ? null : { ...adds, counts: [...adds.counts] },
  }
}

function describeUnreadable({ manifestKey, path, failure }: UnreadableManifest): PlacedCard {
  return {
    manifestKey,
    path,
    fileName: manifestKey,
    process: null,
    domain: null,
    etlVersion: null,
    health: ['corrupt'],
    shape: null,
    recordCount: 0,
    damagedCount: 0,
    totalSizeBytes: 0,
    unsizedCount: 0,
    sourceCount: 0,
    versions: [],
    createdMs: null,
    updatedMs: null,
    adds: null,
    problems: [],
    problemCount: 0,
    failure,
  }
}
