/** One character of a segment, or a star for any number of them. */
type Token =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'class'; readonly isNegated: boolean; readonly ranges: readonly (readonly [string, string])[] }

/** A segment of a path's glob; `globstar` is any number of segments. */
type Segment = readonly Token[] | 'globstar'

const star: Token = { kind: 'star' }
const any: Token = { kind: 'any' }

/**
 * Matches a glob without braces in time proportional to the glob's length times the path's, whatever the glob: of several
 * stars only the last one passed is ever tried again, since what an earlier one could reach the later one reaches too.
 * `hidden`: whether wildcards match a dot at the start of a segment.
 */
export function createLinearMatcher(glob: string, hidden: boolean): (path: string) => boolean {
  const segments: Segment[] = glob.split('/').map((text) => (text === '**' ? 'globstar' : parseSegment(text)))
  return (path) => matchSegments(segments, path.split('/'), hidden)
}

function matchSegments(segments: readonly Segment[], names: readonly string[], hidden: boolean): boolean {
  let [at, name, resumeAt, resumeName] = [0, 0, -1, 0]
  while (name < names.length) {
    const segment = segments[at]
    if (segment === 'globstar') {
      at += 1
      resumeAt = at
      resumeName = name
    } else if (segment !== undefined && matchSegment(segment, names[name] ?? '', hidden)) {
      at += 1
      name += 1
    } else {
      // One name more is left to the last globstar, which passes no hidden one.
      if (resumeAt === -1 || (!hidden && names[resumeName]?.startsWith('.') === true)) return false
      resumeName += 1
      name = resumeName
      at = resumeAt
    }
  }
  while (segments[at] === 'globstar') at += 1
  return at === segments.length
}

function matchSegment(tokens: readonly Token[], name: string, hidden: boolean): boolean {
  const characters = Array.from(name)
  if (!hidden && name.startsWith('.') && tokens[0]?.kind !== 'literal') return false
  let [at, character, resumeAt, resumeCharacter] = [0, 0, -1, 0]
  while (character < characters.length) {
    const token = tokens[at]
    if (token?.kind === 'star') {
      at += 1
      resumeAt = at
      resumeCharacter = character
    } else if (token !== undefined && matchesOne(token, characters[character] ?? '')) {
      at += 1
      character += 1
    } else {
      if (resumeAt === -1) return false
      resumeCharacter += 1
      character = resumeCharacter
      at = resumeAt
    }
  }
  while (tokens[at]?.kind === 'star') at += 1
  return at === tokens.length
}

function matchesOne(token: Token, character: string): boolean {
  if (token.kind === 'any') return true
  if (token.kind === 'literal') return token.text === character
  if (token.kind === 'star') return false
  return token.ranges.some(([from, to]) => from <= character && character <= to) !== token.isNegated
}

function parseSegment(text: string): Token[] {
  const tokens: Token[] = []
  for (const [part, inner] of text.matchAll(/\\.|\[[!^]?((?:\]|\\.|[^\]\\])(?:\\.|[^\]\\])*)\]|./gsu)) {
    if (part === '*') tokens.push(star)
    else if (part === '?') tokens.push(any)
    else if (inner === undefined)
      tokens.push({ kind: 'literal', text: part.length > 1 ? part.replace(/^\\/u, '') : part })
    else tokens.push(parseClass(part))
  }
  return tokens
}

function parseClass(part: string): Token {
  const isNegated = /^\[[!^]/u.test(part)
  const ranges: (readonly [string, string])[] = []
  const body = part.slice(isNegated ? 2 : 1, -1)
  for (const [, from = '', to] of body.matchAll(/(\\.|.)(?:-(\\.|.))?/gsu)) {
    const [first, last] = [from, to ?? from].map((end) => (end.length > 1 ? end.replace(/^\\/u, '') : end))
    ranges.push([first ?? '', last ?? ''])
  }
  return { kind: 'class', isNegated, ranges }
}
