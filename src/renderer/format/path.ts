const ellipsis = '…'
const longestTail = 28
const tailOfLongName = 14
const shortestFolders = 4
// Of a name no fewer: narrow letters would not fill the room that is held for them.
const shortestHead = 6
const shortestCut = 16

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Characters as people see them, so that no emoji or accent is cut in two. */
function splitCharacters(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** Splits a path so that the first part can shrink and the second, the end that tells files apart, stays whole. */
export function splitForMiddleCut(path: string): { head: string; tail: string } {
  const characters = splitCharacters(path)
  if (characters.length < shortestCut) return { head: '', tail: path }
  const slash = path.lastIndexOf('/', path.length - 2)
  const nameLength = slash < 0 ? characters.length : splitCharacters(path.slice(slash)).length
  const isNameShort = nameLength <= longestTail && nameLength <= characters.length - shortestFolders
  const tailLength = isNameShort ? nameLength : Math.min(tailOfLongName, characters.length - shortestHead)
  const cut = characters.length - tailLength
  return { head: characters.slice(0, cut).join(''), tail: characters.slice(cut).join('') }
}

/** Cuts in the middle to at most `maxLength` characters, keeping more of the end. */
export function cutMiddle(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const characters = splitCharacters(text)
  if (characters.length <= maxLength) return text
  if (maxLength <= 1) return ellipsis
  const headLength = Math.floor((maxLength - 1) * 0.4)
  const tailLength = maxLength - 1 - headLength
  return characters.slice(0, headLength).join('') + ellipsis + characters.slice(characters.length - tailLength).join('')
}

export function nameOf(path: string): string {
  const trimmed = path.replace(/[/\\]+$/, '')
  const slash = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\'))
  return trimmed.slice(slash + 1) || path
}

/** The folders of a path, outermost first: "a/b" gives a, a/b. */
export function foldersOf(path: string): { name: string; path: string }[] {
  if (path === '') return []
  const parts = path.split('/')
  return parts.map((name, index) => ({ name, path: parts.slice(0, index + 1).join('/') }))
}
