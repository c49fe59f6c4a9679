/** The verdicts whose word is a thing and not what became of a path, so that it has a plural. */
const plurals: ReadonlyMap<string, string> = new Map([
  ['suspected-corruption', 'suspected corruptions'],
  ['ambiguous-move', 'ambiguous moves'],
])

/** "kind changed", "ambiguous moves": a verdict, also one of a later version, as it stands in a text behind `count`. */
export function wordOfVerdict(verdict: string, count = 1): string {
  const plural = count === 1 ? undefined : plurals.get(verdict)
  return plural ?? verdict.replaceAll('-', ' ')
}
