import type { ManifestCard } from '../../../../shared/ipc/pipeline-schemas.ts'

const plain: ManifestCard = {
  manifestKey: 'm1',
  fileName: 'extractor_v1.0.0.json',
  location: { token: 't1', displayPath: '/data/manifests/extractor_v1.0.0.json' },
  process: 'extractor',
  domain: null,
  etlVersion: '1.0.0',
  health: ['valid'],
  shape: 'strategy',
  recordCount: 1,
  damagedCount: 0,
  totalSizeBytes: 100,
  unsizedCount: 0,
  sourceCount: 1,
  versions: [{ version: '1.0.0', recordCount: 1 }],
  createdMs: 0,
  updatedMs: 0,
  adds: null,
  problems: [],
  problemCount: 0,
  failure: null,
}

/** A manifest that is well, but for what is said. */
export function aCard(change: Partial<ManifestCard>): ManifestCard {
  return { ...plain, ...change }
}
