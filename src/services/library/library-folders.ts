import { basename, dirname } from 'node:path'
import type { LibraryManifest } from '../../shared/ipc/library-schemas.ts'
import { tellsSizes } from '../../shared/model/manifest-format.ts'
import type { CatalogItem } from './manifest-catalog.ts'
import { toLastVerify, type PastVerify } from './last-verifies.ts'

/** A manifest with the folder it is listed under. */
export interface PlacedItem {
  readonly item: CatalogItem
  readonly directory: string
}

/** Where a manifest is listed: under the folder it describes, or under its own when nobody knows that one. */
export function placeItem(item: CatalogItem, knownDirectory: string | undefined): PlacedItem {
  return { item, directory: item.summary?.directory ?? knownDirectory ?? dirname(item.path) }
}

export function toLibraryManifest(item: CatalogItem, lastVerify: PastVerify | undefined): LibraryManifest {
  const { summary } = item
  return {
    manifestId: item.manifestId,
    fileName: basename(item.path),
    runId: summary?.runId ?? '',
    timestampUtc: summary?.timestampUtc ?? item.modifiedUtc,
    status: summary?.status ?? 'failed',
    fileCount: summary?.fileCount ?? 0,
    totalSizeBytes: summary !== undefined && tellsSizes(summary.format) ? summary.totalSizeBytes : null,
    errorCount: summary?.errorCount ?? 0,
    algorithms: summary?.algorithms ?? [],
    isSealed: summary !== undefined && summary.seal.state !== 'none' && summary.seal.state !== 'not-checkable',
    lastVerify: toLastVerify(lastVerify),
    problem: item.problem ?? null,
  }
}

/** What one folder of the library shows, apart from what only the host can tell. */
export interface FolderContent {
  readonly directory: string
  readonly manifests: LibraryManifest[]
  readonly lastProvenGoodUtc: string | null
  readonly lastVerify: PastVerify | undefined
}

/**
 * Groups manifests by folder, newest first, folders by their newest manifest. A verify of another folder against a
 * manifest of this one (a copy, say) says nothing about this folder. `verifies` are newest first.
 */
export function groupByFolder(items: readonly PlacedItem[], verifies: readonly PastVerify[]): FolderContent[] {
  const groups = new Map<string, PlacedItem[]>()
  for (const item of items) groups.set(item.directory, [...(groups.get(item.directory) ?? []), item])
  const folders = [...groups].map(([directory, placed]) => {
    const ids = new Set(placed.map(({ item }) => item.manifestId))
    const own = verifies.filter((verify) => verify.directory === directory && ids.has(verify.manifestId))
    const proof = own.find((verify) => verify.status === 'clean' && !verify.isQuick)
    const manifests = placed
      .map(({ item }) =>
        toLibraryManifest(
          item,
          verifies.find((verify) => verify.manifestId === item.manifestId),
        ),
      )
      .toSorted((left, right) => compareDescending(left.timestampUtc, right.timestampUtc))
    return { directory, manifests, lastProvenGoodUtc: proof?.finishedUtc ?? null, lastVerify: own[0] }
  })
  return folders.toSorted((left, right) => compareDescending(newestUtc(left), newestUtc(right)))
}

function newestUtc(folder: FolderContent): string {
  return folder.manifests[0]?.timestampUtc ?? ''
}

function compareDescending(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? 1 : -1
}
