import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { BrowseEntry, BrowseListing, Location } from '../../../shared/ipc/library-schemas.ts'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import { request, toWire } from '../../bridge/host.ts'
import type { PickType } from '../../stores/dialog-store.ts'

export interface Picker {
  readonly listing: BrowseListing | null
  readonly entries: readonly BrowseEntry[]
  readonly failure: WireError | null
  readonly selected: BrowseEntry | null
  /** What the confirming button would take, unless a path was typed. */
  readonly chosen: Location | null
  readonly canConfirm: boolean
  readonly showHidden: boolean
  readonly setShowHidden: (showHidden: boolean) => void
  readonly select: (entry: BrowseEntry | null) => void
  readonly browse: (location: Location) => void
  /** Takes an entry the way a double click or Enter does: into a folder, or as the choice. */
  readonly enter: (entry: BrowseEntry) => void
  /** The text of the path field: the folder shown, or what was typed. */
  readonly path: string
  /** False until there is something to type over. */
  readonly isPathKnown: boolean
  readonly isTyped: boolean
  readonly type: (path: string) => void
  /** Shows the folder at the typed path, or takes the manifest there; the second time takes the folder too. */
  readonly goTo: () => void
  /** Takes what was typed, else what is selected or shown. */
  readonly confirm: () => void
}

const planName = /\.plan\.(?:json|ya?ml)$/iu

/** Folders first for a folder; else folders to walk through, and the manifests, plans or all files. */
export function entriesFor(type: PickType, entries: readonly BrowseEntry[]): BrowseEntry[] {
  if (type === 'file') return [...entries]
  if (type === 'plan') return entries.filter((entry) => entry.type === 'folder' || planName.test(entry.name))
  return entries.filter((entry) => entry.type === 'folder' || (type === 'manifest' && entry.type === 'manifest'))
}

function choose(type: PickType, listing: BrowseListing | null, selected: BrowseEntry | null): Location | null {
  if (type === 'manifest') return selected?.type === 'manifest' ? selected.location : null
  if (type === 'file' || type === 'plan')
    return selected === null || selected.type === 'folder' ? null : selected.location
  return selected?.location ?? listing?.location ?? null
}

/** The folder listed. An answer that a later question has overtaken is dropped. */
function useListing(onListed: (isFirst: boolean) => void) {
  const [listing, setListing] = useState<BrowseListing | null>(null)
  const [failure, setFailure] = useState<WireError | null>(null)
  const sequence = useRef(0)
  const listed = useRef(onListed)
  useEffect(() => {
    listed.current = onListed
  })
  const run = useCallback((work: (isLatest: () => boolean) => Promise<void>) => {
    const number = ++sequence.current
    const isLatest = (): boolean => number === sequence.current
    work(isLatest).catch((error: unknown) => {
      if (isLatest()) setFailure(toWire(error))
    })
  }, [])
  const open = useCallback(
    (token: string | null, showHidden: boolean, isFirst = false) =>
      run(async (isLatest) => {
        const next = await request('location.browse', { token, showHidden })
        if (!isLatest()) return
        setListing(next)
        setFailure(null)
        listed.current(isFirst)
      }),
    [run],
  )
  useEffect(() => open(null, false, true), [open])
  return { listing, failure, run, open }
}

type Run = ReturnType<typeof useListing>['run']
type ResolvedPath = Awaited<ReturnType<typeof request<'location.resolve'>>>

/** Looks a typed path up. Asked for again while it is still being looked up, it is taken, as it would be a moment later. */
function useFollow(run: Run, onFound: (found: ResolvedPath, isTaken: boolean) => void) {
  const followed = useRef<string | null>(null)
  const forget = (): void => {
    followed.current = null
  }
  const follow = (path: string, isTaken: boolean): void => {
    followed.current = path
    run(async (isLatest) => {
      const found = await request('location.resolve', { path }).catch((error: unknown) => {
        if (isLatest()) forget()
        throw error
      })
      if (isLatest()) onFound(found, isTaken)
    })
  }
  return {
    forget,
    take: (path: string) => follow(path, true),
    goTo: (path: string) => follow(path, followed.current === path),
  }
}

export function usePicker(type: PickType, settle: (location: Location | null) => void): Picker {
  const [selected, select] = useState<BrowseEntry | null>(null)
  const [showHidden, setShowHidden] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const { listing, failure, run, open } = useListing((isFirst) => {
    select(null)
    // The first listing comes by itself, and may find somebody typing already.
    if (!isFirst) setTyped(null)
  })
  const entries = useMemo(() => entriesFor(type, listing?.entries ?? []), [type, listing])
  const shownPath = listing?.location.displayPath ?? ''
  const typedPath = typed?.trim() ?? ''
  const isTyped = typedPath !== '' && typedPath !== shownPath
  const chosen = choose(type, listing, selected)
  const browse = (location: Location): void => open(location.token, showHidden)
  const follow = useFollow(run, (found, isTaken) => {
    if (found.type === 'file' || (isTaken && type === 'folder')) settle(found.location)
    else browse(found.location)
  })
  return {
    listing,
    entries,
    failure,
    selected,
    chosen,
    canConfirm: isTyped || chosen !== null,
    showHidden,
    setShowHidden: (hidden) => {
      setShowHidden(hidden)
      open(listing?.location.token ?? null, hidden)
    },
    select,
    browse,
    enter: (entry) => (entry.type === 'folder' ? browse(entry.location) : settle(entry.location)),
    path: typed ?? shownPath,
    isPathKnown: typed !== null || listing !== null || failure !== null,
    isTyped,
    type: (path) => {
      follow.forget()
      setTyped(path)
    },
    goTo: () => follow.goTo(typedPath),
    confirm: () => {
      if (isTyped) follow.take(typedPath)
      else if (chosen !== null) settle(chosen)
    },
  }
}
