import type { ManifestSummary, SealState } from '../../shared/model/manifest.ts'
import { checkManifestSeal } from '../manifest/check-seal.ts'
import type { RunControl } from '../run/run-control.ts'

/**
 * The seal of a manifest that was read. Of most formats the reader knows already that there is none to check: only a
 * native one is read again. Errors: those of `checkManifestSeal`.
 */
export async function checkLoadedSeal(
  path: string,
  { seal }: Pick<ManifestSummary, 'seal'>,
  control: RunControl,
): Promise<SealState> {
  return seal.state === 'not-checked' ? checkManifestSeal(path, control) : seal
}
