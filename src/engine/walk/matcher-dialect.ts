/** What is escaped, a class with its end, braces, and what else has a meaning in the matcher's own dialect. */
const parts = /\\.|\[[!^]?(?:\]|\\.|[^\]\\/])(?:\\.|[^\]\\/])*\]|[[(){}+"|$^\\]/gsu
/** As a class: of several in a row picomatch drops some, and at the end of a glob it never ends. */
const backslash = '[\\\\]'

/**
 * A glob in the dialect of picomatch, to which parentheses, plus, quotes, bars and anchors are more than themselves. It knows
 * `[^a]` only, and takes for a part of its regular expression what follows a backslash, or a `[` or `{` without an end.
 */
export function toMatcherDialect(glob: string): string {
  const openBraces = findOpenBraces(glob)
  return glob.replaceAll(parts, (part, at: number) => {
    if (part === '}' || (part === '{' && !openBraces.has(at))) return part
    if (part === '\\' || part === '\\\\') return backslash
    if (part.length === 1) return `\\${part}`
    if (part.startsWith('\\')) return unescapeLetter(part)
    return part.replace(/^\[!/u, '[^').replaceAll(/\\.|[()]/gsu, (inner) => {
      return inner.length === 1 ? `\\${inner}` : unescapeLetter(inner)
    })
  })
}

/** An escaped letter or digit is itself to a glob; to a regular expression it may be a class, a boundary or a group. */
function unescapeLetter(escaped: string): string {
  return /^\\[a-z0-9]$/iu.test(escaped) ? escaped.slice(1) : escaped
}

function findOpenBraces(glob: string): ReadonlySet<number> {
  const open: number[] = []
  for (const { 0: part, index } of glob.matchAll(parts)) {
    if (part === '{') open.push(index)
    else if (part === '}') open.pop()
  }
  return new Set(open)
}
