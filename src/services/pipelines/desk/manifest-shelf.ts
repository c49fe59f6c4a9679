import { basename } from 'node:path'
import {
  findProcessManifests,
  identifyManifest,
  isSameVersion,
  readProcessManifest,
  type FoundManifests,
  type LoadedProcessManifest,
  type ManifestIdentity,
} from '../../../engine/index.ts'
import { AppError, isCancelled } from '../../../shared/errors/app-error.ts'
import { toWireError, type WireError } from '../../../shared/errors/wire-error.ts'
import { toColumns, type ManifestColumns } from '../records/manifest-columns.ts'
import { keepFiles } from '../records/keep-files.ts'

/** A damaged file this young may be one that is being written: it is believed once it has stayed the same for so long. */
const settleMs = 1000

/** A process manifest of the folder as it was read last. */
export type ShelvedManifest = ReadableManifest | UnreadableManifest

export interface ReadableManifest {
  readonly manifestKey: string
  readonly path: string
  readonly loaded: LoadedProcessManifest
  readonly columns: ManifestColumns
}

/** One that could not be read at all. */
export interface UnreadableManifest {
  readonly manifestKey: string
  readonly path: string
  readonly failure: WireError
}

export interface ShelfChange {
  readonly hasChanged: boolean
  /** Whether there are records that were not there before. */
  readonly hasNewRecords: boolean
  /** When to look again at files that may be half written; null when all is settled. */
  readonly lookAgainMs: number | null
}

interface DamagedSight {
  readonly identity: ManifestIdentity
  readonly sinceMs: number
}

export function isReadable(manifest: ShelvedManifest): manifest is ReadableManifest {
  return 'loaded' in manifest
}

/** The process manifests of one folder: each is read again only when its file is another. */
export class ManifestShelf {
  manifests: readonly ShelvedManifest[] = []
  found: FoundManifests
  /** Why a folder that is there could not be looked into. */
  failure: WireError | undefined
  private readonly folder: string
  private readonly signal: AbortSignal
  private readonly damaged = new Map<string, DamagedSight>()

  constructor(folder: string, signal: AbortSignal) {
    this.folder = folder
    this.signal = signal
    this.found = { folder, manifests: [], setAside: [], errors: [] }
  }

  /** Looks what the folder holds now. A folder that is gone holds nothing. Errors: `cancelled`. */
  async refresh(): Promise<ShelfChange> {
    const before = { manifests: this.manifests, found: this.found, failure: this.failure }
    this.found = await this.find()
    this.manifests = await this.readAll(new Map(before.manifests.map((manifest) => [manifest.path, manifest])))
    for (const path of this.damaged.keys()) if (!this.found.manifests.includes(path)) this.damaged.delete(path)
    const change = compare(before.manifests, this.manifests)
    const hasMoreAside = before.found.setAside.join('\0') !== this.found.setAside.join('\0')
    const hasOtherFailure = before.failure?.message !== this.failure?.message
    const hasChanged = change.hasChanged || hasMoreAside || hasOtherFailure
    return { ...change, hasChanged, lookAgainMs: this.isUnsettled() ? settleMs / 2 : null }
  }

  private async find(): Promise<FoundManifests> {
    try {
      this.failure = undefined
      return await findProcessManifests(this.folder, { signal: this.signal })
    } catch (error) {
      if (isCancelled(error) || !(error instanceof AppError)) throw error
      if (error.code !== 'not-found') this.failure = toWireError(error)
      return { folder: this.folder, manifests: [], setAside: [], errors: [] }
    }
  }

  private async readAll(known: ReadonlyMap<string, ShelvedManifest>): Promise<ShelvedManifest[]> {
    const { manifests, errors } = this.found
    const read: ShelvedManifest[] = []
    for (const path of manifests) {
      const manifest = await this.readOne(path, known.get(path))
      if (manifest !== undefined) read.push(manifest)
    }
    for (const { path, message } of errors) {
      const failure = new AppError({ code: 'read-failed', operation, path, message: `${path}: ${message}.` })
      read.push(keepFailure(known.get(path), { manifestKey: basename(path), path, failure: toWireError(failure) }))
    }
    return read.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  }

  /** Undefined for one that is not there any more, or not whole yet. */
  private async readOne(path: string, known: ShelvedManifest | undefined): Promise<ShelvedManifest | undefined> {
    const earlier = known !== undefined && isReadable(known) ? known : undefined
    try {
      if (earlier !== undefined && isSameVersion(await identifyManifest(path), earlier.loaded.identity)) return earlier
      const loaded = await readProcessManifest(path, { signal: this.signal })
      return this.isWhole(loaded) ? shelve(loaded, earlier) : known
    } catch (error) {
      if (isCancelled(error)) throw error
      if (error instanceof AppError && error.code === 'not-found') return undefined
      return keepFailure(known, { manifestKey: basename(path), path, failure: toWireError(error, operation) })
    }
  }

  /** Whether what was read is to be believed: a damaged file may be half written. */
  private isWhole({ path, state, identity }: LoadedProcessManifest): boolean {
    const seen = this.damaged.get(path)
    if (state === 'valid') {
      this.damaged.delete(path)
      return true
    }
    const nowMs = performance.now()
    const isSame = seen !== undefined && isSameVersion(seen.identity, identity)
    if (!isSame) this.damaged.set(path, { identity, sinceMs: nowMs })
    const ageMs = Math.abs(Date.now() - Number(identity.mtimeNs / 1_000_000n))
    return ageMs >= settleMs || (isSame && nowMs - seen.sinceMs >= settleMs)
  }

  private isUnsettled(): boolean {
    const shown = new Map(this.manifests.filter(isReadable).map(({ path, loaded }) => [path, loaded.identity]))
    return [...this.damaged].some(([path, { identity }]) => !isSameVersion(shown.get(path), identity))
  }
}

const operation = 'read manifest'

/** What was found of the files of records that are the same as before holds on, until these are looked at again. */
function shelve(loaded: LoadedProcessManifest, earlier: ReadableManifest | undefined): ReadableManifest {
  const { path, process, records } = loaded
  const manifestKey = basename(path)
  const columns = toColumns(manifestKey, process ?? manifestKey, records.values())
  if (earlier !== undefined) keepFiles(earlier.columns, columns)
  return { manifestKey, path, loaded, columns }
}

function keepFailure(known: ShelvedManifest | undefined, failed: UnreadableManifest): UnreadableManifest {
  if (known === undefined || isReadable(known)) return failed
  return known.failure.message === failed.failure.message ? known : failed
}

function compare(
  before: readonly ShelvedManifest[],
  after: readonly ShelvedManifest[],
): Pick<ShelfChange, 'hasChanged' | 'hasNewRecords'> {
  const known = new Map(before.map((manifest) => [manifest.path, manifest]))
  const changed = after.filter((manifest) => known.get(manifest.path) !== manifest)
  const hasNewRecords = changed.some((manifest) => hasMore(known.get(manifest.path), manifest))
  return { hasChanged: before.length !== after.length || changed.length > 0, hasNewRecords }
}

function hasMore(before: ShelvedManifest | undefined, after: ShelvedManifest): boolean {
  if (!isReadable(after)) return false
  if (before === undefined || !isReadable(before)) return after.loaded.records.size > 0
  for (const key of after.loaded.records.keys()) if (!before.loaded.records.has(key)) return true
  return false
}
