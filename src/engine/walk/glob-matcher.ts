import picomatch from 'picomatch'
import { expandBraces } from './expand-braces.ts'
import { createLinearMatcher } from './linear-glob.ts'
import { toMatcherDialect } from './matcher-dialect.ts'

export type GlobMatcher = (path: string) => boolean

const maxGlobLength = 4096
/** A glob of more alternatives is no glob that anybody wrote. */
const maxAlternatives = 256
/** What the regular expression of a glob may try again within each other: two is a square of a name's length, and three is felt. */
const maxAmbiguity = 2
const maxTameAlternatives = 16
/** Known to the regular expressions only: ranges in braces, and named classes. */
const beyondLinear = /\{[^{},]*\.\.[^{}]*\}|\[\[:/u
/** Without its expressions made beforehand, of which that of `*.*` does not match a name that ends in its dot. */
const matcherOptions = { nonegate: true, flags: 's', fastpaths: false }

/** Why a glob is refused, as the rest of a sentence; undefined where it is not. */
export function findGlobFault(glob: string): string | undefined {
  const prepared = prepareGlob(glob)
  return 'fault' in prepared ? prepared.fault : undefined
}

/**
 * Matches paths with `*`, `?`, `[a-z]`, `{a,b}` and `**`. An ordinary glob is a regular expression; one whose stars that
 * would have try each other's places in turn, which takes time without end, is matched in linear time instead. `hidden`:
 * whether wildcards match a dot at the start of a name. A glob with a fault matches nothing: see `findGlobFault`.
 */
export function createGlobMatcher(glob: string, hidden: boolean): GlobMatcher {
  const prepared = prepareGlob(glob)
  if ('fault' in prepared) return () => false
  if (prepared.isTame) return picomatch(toMatcherDialect(glob), { ...matcherOptions, dot: hidden })
  const matchers = prepared.alternatives.map((alternative) =>
    createLinearMatcher(alternative.replace(/^\.\//u, ''), hidden),
  )
  return (path) => matchers.some((matches) => matches(path))
}

interface PreparedGlob {
  readonly alternatives: readonly string[]
  /** Whether its regular expression ends soon, whatever it is held against. */
  readonly isTame: boolean
}

function prepareGlob(glob: string): PreparedGlob | { readonly fault: string } {
  if (glob.length > maxGlobLength) return { fault: `has more than ${maxGlobLength} characters` }
  const alternatives = expandBraces(glob, maxAlternatives)
  if (alternatives === undefined) return { fault: `stands for more than ${maxAlternatives} globs: use fewer braces` }
  const isTame =
    alternatives.length <= maxTameAlternatives && alternatives.every((one) => countAmbiguity(one) <= maxAmbiguity)
  if (!isTame && beyondLinear.test(glob))
    return { fault: 'has too many stars for one with ranges in braces or named classes' }
  return { alternatives, isTame }
}

/** How many stars have more than one place to end at. The only one of a segment has none to choose. */
function countAmbiguity(glob: string): number {
  let ambiguity = 0
  for (const segment of glob.split('/')) {
    const stars = segment.replaceAll(/\\./gsu, '').match(/\*+/gu)?.length ?? 0
    ambiguity += segment === '**' ? 1 : Math.max(0, stars - 1)
  }
  return ambiguity
}
