import fc from 'fast-check'
import picomatch from 'picomatch'
import { describe, expect, it } from 'vitest'
import { expandBraces } from './expand-braces.ts'
import { createGlobMatcher, findGlobFault } from './glob-matcher.ts'
import { createLinearMatcher } from './linear-glob.ts'

function matchLinear(glob: string, path: string, hidden: boolean): boolean {
  return (expandBraces(glob, 1000) ?? []).some((one) => createLinearMatcher(one, hidden)(path))
}

const names = fc.string({ unit: fc.constantFrom('a', 'b', '.', 'c'), minLength: 1, maxLength: 6 })
const paths = fc
  .array(
    names.filter((name) => name !== '.' && name !== '..'),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join('/'))
const pieces = fc.constantFrom('a', 'b', 'c', '*', '?', '*a', 'a*', '[ab]', '[!b]', '[a-b]', '{a,b}', '{a*,c}', 'b.')
const segments = fc.oneof(
  { weight: 1, arbitrary: fc.constant('**') },
  { weight: 4, arbitrary: fc.array(pieces, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')) },
)
const globs = fc
  .array(segments, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'))
  // What picomatch has of its own: `*/**` alone does not take its folder in, though `a/**` does; `[!b]` finds hidden names.
  .filter((glob) => !/\*\*\/\*\*|[*}]\/\*\*$|(?:^|[/{,])\[!/u.test(glob))

describe('a glob in linear time', () => {
  it.each([true, false])('matches what picomatch matches, hidden names included: %s', (hidden) => {
    fc.assert(
      fc.property(globs, paths, (glob, path) => {
        const known = picomatch(glob.replaceAll('[!', '[^'), { dot: hidden, nonegate: true, flags: 's' })(path)
        expect(matchLinear(glob, path, hidden)).toBe(known)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['a\\*b*c*d*e', 'a*bxcxdxe', true],
    ['a\\*b*c*d*e', 'axbxcxdxe', false],
    ['[*]*a*b*c*d', '*abcd', true],
    ['(1)*a*b*c*d', '(1)abcd', true],
    ['{x,y{1,2}}*a*b*c*d', 'y2abcd', true],
    ['{x,y{1,2}}*a*b*c*d', 'y3abcd', false],
    ['[', '[', true],
    ['[]a]', ']', true],
    ['?', '😀', true],
    ['{a', '{a', true],
    ['**/*a*b*c*d', 'x/y/abcd', true],
    ['a/**', 'a', true],
  ])('%s against %s', (glob, path, isMatch) => {
    expect(matchLinear(glob, path, true)).toBe(isMatch)
  })
})

describe('what is no wildcard', () => {
  it.each([
    ['*|b', 'a', false],
    ['*|b', 'a|b', true],
    ['[ab]+', 'aab', false],
    ['[ab]+', 'a+', true],
    ['*"*', 'say "a"', true],
    ['*{', 'a{', true],
    ['{a*', '{ab', true],
    ['[a*', '[b', false],
    ['[a*', '[ab', true],
    ['^^*', '^^a', true],
    ['*.*', 'a.', true],
    ['**/*.*', 'x/a.', true],
    ['*\\d', '1', false],
    ['*\\d', '1d', true],
    ['*\\\\\\\\x', 'a\\\\x', true],
    ['*\\\\\\\\x', 'a\\x', false],
  ])('stands for itself: %s against %s', (glob, path, isMatch) => {
    expect(createGlobMatcher(glob, true)(path)).toBe(isMatch)
    expect(matchLinear(glob, path, true)).toBe(isMatch)
  })
})

describe('a glob made to take for ever', () => {
  it.each([
    [`${'[a]+'.repeat(12)}b`, 'a'.repeat(250)],
    [`[${'.{1,}'.repeat(4)}x`, `[${'a'.repeat(250)}`],
    [`*${'\\'.repeat(8)}`, 'a'],
    [`${'*a'.repeat(40)}*b`, 'a'.repeat(250)],
    [`${'*a*a/'.repeat(12)}b`, `${'a'.repeat(200)}/`.repeat(12)],
    [`${'**/a/'.repeat(30)}b`, 'a/'.repeat(2000)],
    [`${'{a,aa}'.repeat(7)}c`, 'a'.repeat(200)],
    ['**/a/**/b', 'a/'.repeat(2000)],
    ['**/*a*b', `${'a'.repeat(250)}/`.repeat(16)],
  ])('ends at once (%#)', (glob, path) => {
    expect(findGlobFault(glob)).toBeUndefined()
    const matches = createGlobMatcher(glob, true)
    const startedMs = performance.now()
    expect(matches(path)).toBe(false)
    // Far from what a busy machine needs, and from the hours that trying all would take.
    expect(performance.now() - startedMs).toBeLessThan(5000)
  })

  it.each([
    ['{a,b}'.repeat(40), 'more than 256 globs'],
    ['a'.repeat(5000), 'more than 4096 characters'],
    ['{1..9}*a*b*c*d', 'too many stars'],
  ])('is refused with its reason where nobody would write it (%#)', (glob, reason) => {
    expect(findGlobFault(glob)).toContain(reason)
    expect(createGlobMatcher(glob, true)('a')).toBe(false)
  })
})
