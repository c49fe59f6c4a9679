import { useCallback, useEffect, useMemo, useState } from 'react'
import type { BrowseEntry, BrowseListing, Location } from '../../../shared/ipc/library-schemas.ts'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import { request, toWire } from '../../bridge/host.ts'
import type { PickType } from '../../stores/dialog-store.ts'

export interface Picker {
  readonly listing: BrowseListing | null
  readonly entries: readonly BrowseEntry[]
  readonly failure: WireError | null
  readonly selected: BrowseEntry | null
  /** What the confirming button would take. */
  readonly chosen: Location | null
  readonly showHidden: boolean
  readonly setShowHidden: (showHidden: boolean) => void
  readonly select: (entry: BrowseEntry | null) => void
  readonly browse: (location: Location) => void
  /** Takes an entry the way a double click or Enter does: into a folder, or as the choice. */
  readonly enter: (entry: BrowseEntry) => void
  readonly goTo: (path: string) => void
  readonly settle: (location: Location) => void
}

/** Folders first for a folder; for a manifest, folders to walk through and the manifests. */
export function entriesFor(type: PickType, entries: readonly BrowseEntry[]): BrowseEntry[] {
  return entries.filter((entry) => entry.type === 'folder' || (type === 'manifest' && entry.type === 'manifest'))
}

function choose(type: PickType, listing: BrowseListing | null, selected: BrowseEntry | null): Location | null {
  if (type === 'manifest') return selected?.type === 'manifest' ? selected.location : null
  return selected?.location ?? listing?.location ?? null
}

export function usePicker(type: PickType, settle: (location: Location | null) => void): Picker {
  const [listing, setListing] = useState<BrowseListing | null>(null)
  const [selected, select] = useState<BrowseEntry | null>(null)
  const [failure, setFailure] = useState<WireError | null>(null)
  const [showHidden, setShowHidden] = useState(false)
  const open = useCallback((token: string | null, hidden: boolean) => {
    const read = async (): Promise<void> => {
      setListing(await request('location.browse', { token, showHidden: hidden }))
      select(null)
      setFailure(null)
    }
    read().catch((error: unknown) => setFailure(toWire(error)))
  }, [])
  useEffect(() => open(null, false), [open])
  const entries = useMemo(() => entriesFor(type, listing?.entries ?? []), [type, listing])
  const browse = (location: Location): void => open(location.token, showHidden)
  const goTo = (path: string): void => {
    const resolve = async (): Promise<void> => {
      const found = await request('location.resolve', { path })
      if (found.type === 'folder') browse(found.location)
      else settle(found.location)
    }
    resolve().catch((error: unknown) => setFailure(toWire(error)))
  }
  return {
    listing,
    entries,
    failure,
    selected,
    chosen: choose(type, listing, selected),
    showHidden,
    setShowHidden: (hidden) => {
      setShowHidden(hidden)
      open(listing?.location.token ?? null, hidden)
    },
    select,
    browse,
    enter: (entry) => (entry.type === 'folder' ? browse(entry.location) : settle(entry.location)),
    goTo,
    settle,
  }
}
