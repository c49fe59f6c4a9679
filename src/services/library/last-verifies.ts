import { identifyFile, type LibraryFacts } from '../../engine/index.ts'
import type { LastVerify } from '../../shared/ipc/library-schemas.ts'
import { manifestIdOf } from './manifest-id.ts'

/** A verify that ended, with the manifest it was against and the folder it looked at. */
export interface PastVerify extends LastVerify {
  readonly manifestId: string
  readonly directory: string
}

/** The verifies that count, newest first, with the manifests by what they are and not by what they were called. */
export async function identifyVerifies(verifies: LibraryFacts['verifies']): Promise<PastVerify[]> {
  const realPaths = new Map<string, string>()
  const past: PastVerify[] = []
  for (const { manifest, ...verify } of verifies) {
    const realPath = realPaths.get(manifest) ?? (await identifyFile(manifest))?.realPath ?? manifest
    realPaths.set(manifest, realPath)
    past.push({ ...verify, manifestId: manifestIdOf(realPath) })
  }
  return past
}

/** The part of a past verify that the library shows. */
export function toLastVerify(verify: PastVerify | undefined): LastVerify | null {
  if (verify === undefined) return null
  const { manifestId: _manifestId, directory: _directory, ...shown } = verify
  return shown
}
