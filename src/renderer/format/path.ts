const ellipsis = '…'
const longestTail = 28
const tailOfLongName = 14

/** Splits a path so that the first part can shrink and the second, the end that tells files apart, stays whole. */
export function splitForMiddleCut(path: string): { head: string; tail: string } {
  const characters = [...path]
  if (characters.length <= tailOfLongName) return { head: '', tail: path }
  const slash = path.lastIndexOf('/', path.length - 2)
  const name = slash < 0 ? characters : [...path.slice(slash)]
  const tailLength = name.length <= longestTail && name.length < characters.length ? name.length : tailOfLongName
  const cut = characters.length - tailLength
  return { head: characters.slice(0, cut).join(''), tail: characters.slice(cut).join('') }
}

/** Cuts in the middle to at most `maxLength` characters, keeping more of the end. */
export function cutMiddle(text: string, maxLength: number): string {
  const characters = [...text]
  if (characters.length <= maxLength) return text
  if (maxLength <= 1) return ellipsis
  const headLength = Math.floor((maxLength - 1) * 0.4)
  const tailLength = maxLength - 1 - headLength
  return characters.slice(0, headLength).join('') + ellipsis + characters.slice(characters.length - tailLength).join('')
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
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
