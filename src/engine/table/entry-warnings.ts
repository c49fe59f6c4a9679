import { compareByteRanges, isValidUtf8Path, readPath } from './entry-reader.ts'
import type { EntryColumns } from './entry-columns.ts'
import type { FoldedPaths } from './folded-paths.ts'

const windowsReservedCharacters = /[<>:"|?*\\]/
const windowsReservedName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i
const trailingDotOrSpace = /[. ]$/
// Controls, zero-width characters, direction marks and overrides, and the byte order mark.
const unseenCharacters = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u

/**
 * What a person should know about the name of an entry, in whole sentences: bytes that are not UTF-8, characters that
 * do not show, names Windows cannot hold, and a twin that differs only by case or Unicode form.
 */
export function warnAboutEntry(columns: EntryColumns, index: number, folded: FoldedPaths): string[] {
  const path = readPath(columns, index)
  const components = path.split('/')
  const warnings: string[] = []
  if (!isValidUtf8Path(columns, index)) {
    warnings.push('The path is not valid UTF-8; it is shown with replacement characters, its exact bytes are kept.')
  }
  if (unseenCharacters.test(path)) {
    warnings.push('The path has characters that do not show or that change how it reads.')
  }
  if (components.some(isRefusedByWindows)) warnings.push('Windows cannot hold a file of this path.')
  const twin = findTwin(folded, index)
  if (twin !== undefined) {
    const other = readPath(columns, twin)
    warnings.push(
      other === path
        ? 'Another entry is shown under the same path; the exact bytes differ, or the manifest lists it twice.'
        : `On file systems that ignore case or Unicode form this is the same path as ${JSON.stringify(other)}.`,
    )
  }
  return warnings
}

function isRefusedByWindows(name: string): boolean {
  return windowsReservedCharacters.test(name) || windowsReservedName.test(name) || trailingDotOrSpace.test(name)
}

/** Another entry with the same folded path. */
function findTwin({ bytes, offsets, count }: FoldedPaths, index: number): number | undefined {
  const start = offsets[index]!
  const end = offsets[index + 1]!
  for (let other = 0; other < count; other++) {
    const otherStart = offsets[other]!
    const otherEnd = offsets[other + 1]!
    if (otherEnd - otherStart !== end - start || other === index) continue
    if (compareByteRanges(bytes, otherStart, otherEnd, bytes, start, end) === 0) return other
  }
  return undefined
}
