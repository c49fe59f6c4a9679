import { identifyFile } from '../../engine/index.ts'
import type { Location } from '../../shared/model/location.ts'
import type { RecordedSide, RunRecord } from '../../shared/model/run-record.ts'
import type { RunSide, RunSnapshot } from '../../shared/model/run.ts'

/** What a run compares, as paths. */
export type PlannedSides = NonNullable<RunRecord['sides']>

export interface SideNames {
  /** Makes a path one that the renderer can name. */
  readonly locate: (path: string) => Location
  /** Makes the manifest at a path known and returns its id. */
  readonly registerManifest: (realPath: string) => string
}

/** The sides of a run as a window can look at them and compare them again. A manifest that is gone has no id. */
export async function describeSides(sides: PlannedSides, names: SideNames): Promise<RunSnapshot['sides'] & object> {
  const [left, right] = await Promise.all([describeSide(sides.left, names), describeSide(sides.right, names)])
  return { left, right }
}

async function describeSide({ type, path }: RecordedSide, names: SideNames): Promise<RunSide> {
  const location = names.locate(path)
  const file = type === 'manifest' ? await identifyFile(path) : undefined
  return file === undefined ? { type, location } : { type, location, manifestId: names.registerManifest(file.realPath) }
}

/** What a run on record compared; undefined for a snapshot. Records of older versions name a verify's sides elsewhere. */
export function sidesOf(record: RunRecord): PlannedSides | undefined {
  const { sides, kind, manifest, result, directory } = record
  if (sides !== undefined || kind !== 'verify' || manifest === undefined) return sides
  const folder = result?.kind === 'verify' ? result.right.location : directory
  return { left: { type: 'manifest', path: manifest }, right: { type: 'folder', path: folder } }
}
