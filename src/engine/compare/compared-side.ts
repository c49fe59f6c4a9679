import type { SealState } from '../../shared/model/manifest.ts'
import { folderCapabilities, type SideNature } from '../diff/compare-rows.ts'
import { formatCapabilities } from '../manifest/formats/format-capabilities.ts'
import type { LoadedManifest } from '../manifest/loaded-manifest.ts'
import type { ScanTotals } from '../scan/scan-types.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import type { SideName } from './compare-options.ts'

/** A side in memory. */
export interface ComparedSide {
  readonly path: string
  readonly columns: EntryColumns
  /** Of a manifest. */
  readonly manifest?: LoadedManifest
  /** Of a folder. */
  readonly totals?: ScanTotals
}

export type ComparedSides = Readonly<Record<SideName, ComparedSide>>
/** Of the manifests, as far as they are checked. */
export type Seals = Partial<Record<SideName, SealState>>

export const sideNames = ['left', 'right'] as const satisfies readonly SideName[]

/** What a side can say: by its manifest's format, or all that a folder shows. */
export function natureOf(
  manifest: LoadedManifest | undefined,
  { algorithms }: Pick<EntryColumns, 'algorithms'>,
): SideNature {
  if (manifest === undefined) return { algorithms, format: folderCapabilities, isLive: true }
  return { algorithms, format: formatCapabilities(manifest.summary.format, algorithms), isLive: false }
}
