import { createHash } from 'node:crypto'

const maxSlugBytes = 150
const digestCharacters = 8
const valid = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?$/u
/** Windows keeps these for devices, whatever follows the first dot (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/iu

export function isDeviceName(name: string): boolean {
  return deviceName.test(name)
}

/**
 * A text as a file stem that is valid on every system: of `A-Z a-z 0-9 . _ -`, at most 150 bytes, with no dot at either end,
 * and no device of Windows. What is one already stays; where letters are lost or it is cut, a digest keeps it apart from others.
 */
export function toSlug(text: string): string {
  if (text.length <= maxSlugBytes && valid.test(text) && !isDeviceName(text)) return text
  const latin = text.normalize('NFKD').replaceAll(/\p{Mark}/gu, '')
  const isLossy = /[^\p{ASCII}]/u.test(latin)
  const bare = latin.replaceAll(/[^A-Za-z0-9._-]+/gu, '-').replaceAll(/^[.-]+|[.-]+$/gu, '')
  const stem = isDeviceName(bare) ? `x-${bare}` : bare
  if (!isLossy && stem !== '' && stem.length <= maxSlugBytes) return stem
  const digest = createHash('sha256').update(text).digest('hex').slice(0, digestCharacters)
  const kept = stem.slice(0, maxSlugBytes - digestCharacters - 1).replaceAll(/[.-]+$/gu, '')
  return kept === '' ? digest : `${kept}-${digest}`
}
