import { create } from 'zustand'
import type { RequestInput } from '../../shared/ipc/contract.ts'
import type { Location } from '../../shared/model/location.ts'
import type { RunSide } from '../../shared/model/run.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'
import { findManifest, useLibrary } from './library-store.ts'

export type SideName = 'left' | 'right'
export type SideRef = RequestInput<'compare.start'>['left']

/** A side as it was chosen: a manifest of the library, or a folder or manifest from anywhere. */
export type DraftSide =
  | { readonly type: 'manifest'; readonly manifestId: string }
  | { readonly type: 'location'; readonly kind: RunSide['type']; readonly location: Location }

interface DraftState {
  readonly left: DraftSide | null
  readonly right: DraftSide | null
  readonly isStrict: boolean
  /** Why the last try could not start, and which side it is about; null for both or none. */
  readonly failure: { readonly name: SideName | null; readonly wire: WireError } | null
}

/** The two sides being chosen. They stay while other views are looked at. */
export const useDraft = create<DraftState>()(() => ({ left: null, right: null, isStrict: false, failure: null }))

export function setSide(name: SideName, side: DraftSide | null): void {
  useDraft.setState({ [name]: side, failure: null })
}

export function setSides(left: DraftSide | null, right: DraftSide | null): void {
  useDraft.setState({ left, right, failure: null })
}

export function swapDraft(): void {
  const { left, right } = useDraft.getState()
  setSides(right, left)
}

export function toSideRef(side: DraftSide): SideRef {
  return side.type === 'manifest' ? side : { type: 'location', token: side.location.token }
}

/** A compared side, to be chosen again: a manifest that is not in the library goes by its path. */
export function toDraftSide(side: RunSide): DraftSide {
  const { manifestId } = side
  const isInLibrary = manifestId !== undefined && findManifest(useLibrary.getState().folders, manifestId) !== undefined
  if (isInLibrary) return { type: 'manifest', manifestId }
  return { type: 'location', kind: side.type, location: side.location }
}

export function isSameSide(one: DraftSide, other: DraftSide): boolean {
  if (one.type === 'manifest') return other.type === 'manifest' && one.manifestId === other.manifestId
  return other.type === 'location' && one.location.displayPath === other.location.displayPath
}
