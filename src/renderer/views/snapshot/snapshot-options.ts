import type { RequestInput } from '../../../shared/ipc/contract.ts'
import type { Location } from '../../../shared/ipc/library-schemas.ts'
import type { DigestAlgorithm } from '../../../shared/model/digest.ts'
import { useApp } from '../../stores/app-store.ts'

export interface SnapshotChoices {
  readonly algorithms: readonly DigestAlgorithm[]
  /** One pattern a line. */
  readonly include: string
  readonly exclude: string
  readonly isJunkExcluded: boolean
  readonly baseManifestId: string | null
  readonly isParanoid: boolean
}

export function initialOptions(baseManifestId: string | null): SnapshotChoices {
  const { settings } = useApp.getState()
  return {
    algorithms: settings?.algorithms ?? ['sha256'],
    include: '',
    exclude: (settings?.exclude ?? []).join('\n'),
    isJunkExcluded: settings?.isJunkExcluded ?? true,
    baseManifestId,
    isParanoid: false,
  }
}

/** Patterns as typed, one a line: blank lines and surrounding blanks do not count. */
export function splitPatterns(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

export function toStartInput(location: Location, choices: SnapshotChoices): RequestInput<'snapshot.start'> {
  return {
    token: location.token,
    algorithms: [...choices.algorithms],
    include: splitPatterns(choices.include),
    exclude: splitPatterns(choices.exclude),
    isJunkExcluded: choices.isJunkExcluded,
    baseManifestId: choices.baseManifestId,
    isParanoid: choices.isParanoid,
  }
}
