import type { SealState } from '../../../../shared/model/manifest.ts'
import type { Side } from '../../../../shared/model/run.ts'
import type { SideName } from '../../../stores/draft-store.ts'

interface SideWords {
  /** As it is called everywhere. */
  readonly name: string
  readonly meaning: string
}

export const sideWords: Readonly<Record<SideName, SideWords>> = {
  left: { name: 'Baseline', meaning: 'how it was' },
  right: { name: 'Current', meaning: 'how it is now' },
}

const formatWords: Readonly<Record<Side['format'], string>> = {
  'assay-manifest': 'Assay manifest',
  'run-manifest': 'run manifest',
  'gnu-checksums': 'GNU checksums',
  'bsd-checksums': 'BSD checksums',
  hashdeep: 'hashdeep',
  sfv: 'SFV',
  folder: 'folder',
}

export function nameFormat(format: Side['format']): string {
  return formatWords[format]
}

export type SealTone = 'good' | 'bad' | 'plain'

const sealLooks: Readonly<Record<SealState['state'], { words: string; tone: SealTone }>> = {
  intact: { words: 'seal intact', tone: 'good' },
  broken: { words: 'seal broken', tone: 'bad' },
  'not-checked': { words: 'seal not checked', tone: 'plain' },
  'not-checkable': { words: 'seal not checkable', tone: 'plain' },
  none: { words: 'no seal', tone: 'plain' },
}

export function describeSeal(state: SealState['state']): { words: string; tone: SealTone } {
  return sealLooks[state]
}
