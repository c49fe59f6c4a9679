import { identifyFile } from '../../engine/index.ts'
import type { LastVerify } from '../../shared/ipc/library-schemas.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import { manifestIdOf } from './manifest-id.ts'

/** A verify that ended, with the manifest it was against and the folder it looked at. */
export interface PastVerify extends LastVerify {
  readonly manifestId: string
  readonly directory: string
}

/** The verifies on record, newest first, as their records are. */
export async function collectVerifies(records: readonly RunRecord[]): Promise<PastVerify[]> {
  const realPaths = new Map<string, string>()
  const verifies: PastVerify[] = []
  for (const { result, manifest } of records) {
    if (result?.kind !== 'verify' || manifest === undefined) continue
    const realPath = realPaths.get(manifest) ?? (await identifyFile(manifest))?.realPath ?? manifest
    realPaths.set(manifest, realPath)
    const { runId, finishedUtc, status, findingCount, counts, isQuick } = result
    const directory = result.right.location
    verifies.push({
      runId,
      finishedUtc,
      status,
      findingCount,
      counts,
      isQuick,
      manifestId: manifestIdOf(realPath),
      directory,
    })
  }
  return verifies
}

/** The part of a past verify that the library shows. */
export function toLastVerify(verify: PastVerify | undefined): LastVerify | null {
  if (verify === undefined) return null
  const { manifestId: _manifestId, directory: _directory, ...shown } = verify
  return shown
}
