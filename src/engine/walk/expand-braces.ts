/** The globs that one with `{a,b}` stands for, nested ones too; undefined where they are more than `most`. */
export function expandBraces(glob: string, most: number): string[] | undefined {
  const done: string[] = []
  const open = [glob]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const group = findGroup(next)
    if (group === undefined) done.push(next)
    else for (const choice of group.choices) open.push(next.slice(0, group.start) + choice + next.slice(group.end))
    if (done.length + open.length > most) return undefined
  }
  return done
}

interface Group {
  readonly start: number
  readonly end: number
  readonly choices: readonly string[]
}

/** The first outermost group with a comma of its own: without one, or without an end, braces stand for themselves. */
function findGroup(glob: string): Group | undefined {
  const starts: number[] = []
  const commas: number[][] = []
  let found: Group | undefined
  for (const { 0: token, index } of glob.matchAll(/\\.|\[[!^]?(?:\]|\\.|[^\]\\/])(?:\\.|[^\]\\/])*\]|./gsu)) {
    if (token === '{') {
      starts.push(index)
      commas.push([])
    } else if (token === ',') commas.at(-1)?.push(index)
    else if (token === '}') {
      const start = starts.pop()
      const own = commas.pop() ?? []
      if (start === undefined || own.length === 0) continue
      const ends = [start, ...own, index]
      const choices = ends.slice(1).map((end, at) => glob.slice((ends[at] ?? 0) + 1, end))
      if (found === undefined || start < found.start) found = { start, end: index + 1, choices }
      if (starts.length === 0) return found
    }
  }
  return found
}
