import type { ManifestCard, ManifestHealth } from '../../../../shared/ipc/pipeline-schemas.ts'
import { countOf } from '../../../format/quantity.ts'

const loudness: Readonly<Record<ManifestHealth, number>> = {
  corrupt: 0,
  'mixed-versions': 1,
  stale: 1,
  empty: 1,
  valid: 1,
}
const collator = new Intl.Collator(undefined, { numeric: true })

/** The name of the file without its endings: two manifests may be of one process. */
export function nameCard(card: Pick<ManifestCard, 'fileName'>): string {
  return card.fileName.replace(/(?:\.manifest)?\.json$/u, '')
}

/** Corrupt ones first, else by name: the order stays while states come and go. */
export function orderCards(cards: readonly ManifestCard[]): ManifestCard[] {
  return cards.toSorted(
    (a, b) =>
      loudness[a.health[0] ?? 'valid'] - loudness[b.health[0] ?? 'valid'] || collator.compare(a.fileName, b.fileName),
  )
}

/** The version of its records, or how many there are. */
export function describeVersions({ versions, etlVersion }: Pick<ManifestCard, 'versions' | 'etlVersion'>): string {
  const [only, second] = versions
  if (second !== undefined) return countOf(versions.length, 'version')
  const version = only?.version ?? etlVersion
  return version === null || version === '' ? 'no version' : version
}

/** "9,820 records of 1.0.0, 180 records of 1.1.0". */
export function listVersions(versions: ManifestCard['versions']): string {
  return versions.map(({ version, recordCount }) => `${countOf(recordCount, 'record')} of ${version}`).join(', ')
}

export interface FolderTotals {
  readonly recordCount: number
  readonly totalSizeBytes: number
  readonly corruptCount: number
}

export function sumCards(cards: readonly ManifestCard[]): FolderTotals {
  return {
    recordCount: cards.reduce((sum, { recordCount }) => sum + recordCount, 0),
    totalSizeBytes: cards.reduce((sum, { totalSizeBytes }) => sum + totalSizeBytes, 0),
    corruptCount: cards.filter(({ health }) => health.includes('corrupt')).length,
  }
}
