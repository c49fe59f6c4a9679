import type { WireError } from '../../shared/errors/wire-error.ts'
import { isSameSide, type DraftSide, type SideName } from './draft-store.ts'
import { findManifest, useLibrary } from './library-store.ts'

/** Why two sides cannot be compared yet, in words; null when they can. */
export function whyNotReady(left: DraftSide | null, right: DraftSide | null): string | null {
  if (left === null && right === null) return 'Choose two sides.'
  if (left === null) return 'Choose the baseline.'
  if (right === null) return 'Choose the current side.'
  if (!isSameSide(left, right)) return null
  const what = left.type === 'location' && left.kind === 'folder' ? 'folder' : 'manifest'
  return `Both sides are the same ${what}.`
}

function isAbout(side: DraftSide, path: string): boolean {
  if (side.type === 'location') return side.location.displayPath === path
  const found = findManifest(useLibrary.getState().folders, side.manifestId)
  return found !== undefined && path.endsWith(found.manifest.fileName)
}

/** Which side a failure names by its path; null when it names neither. */
export function blameSide({ path }: WireError, left: DraftSide, right: DraftSide): SideName | null {
  if (path === undefined) return null
  if (isAbout(left, path)) return 'left'
  return isAbout(right, path) ? 'right' : null
}
