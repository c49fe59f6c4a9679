import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyPath, findPathDanger, findWindowsDanger, pathBeyondAscii, pathDoubtful } from './path-rules.ts'

function classify(path: string): number {
  const bytes = Buffer.from(path)
  return classifyPath(bytes, 0, bytes.length)
}

describe('the quick rule for paths', () => {
  it('passes no path that the exact rules reject or warn of', () => {
    const pieces = [
      '/',
      '.',
      '..',
      '\0',
      ':',
      '\\',
      'con',
      'COM',
      '1',
      '¹',
      '$',
      'nul',
      'lpt',
      'conin',
      'CONOUT',
      ' ',
      'ü',
      'c',
    ]
    const piece = fc.constantFrom(...pieces)
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = pieces.join('')
        if (classify(path) === pathDoubtful) return
        expect([path, findPathDanger(path), findWindowsDanger(path)]).toEqual([path, undefined, undefined])
      }),
      { numRuns: 20_000 },
    )
  })

  it('passes everyday paths', () => {
    for (const path of ['a', 'a/b.txt', '.hidden', '...', 'config', 'console/command', 'a b', 'null', 'auxiliary']) {
      expect(classify(path), path).not.toBe(pathDoubtful)
    }
    expect(classify('ä/ß')).toBe(pathBeyondAscii)
  })
})

describe('the exact rules for paths', () => {
  it('name the danger in words', () => {
    expect(findPathDanger('/etc/passwd')).toMatch(/absolute/u)
    expect(findPathDanger('a/../b')).toMatch(/climbs out/u)
    expect(findPathDanger('a//b')).toMatch(/empty component/u)
    expect(findPathDanger('a..b/c')).toBeUndefined()
  })

  it('know what Windows reads differently', () => {
    const misread = ['C:\\x', 'c:x', '\\\\srv\\s', 'CON', 'con.txt', 'a/Aux ', 'com¹', 'CONIN$', 'f:stream', 'a\\b']
    for (const path of misread) expect(findWindowsDanger(path), path).toBeDefined()
    for (const path of ['concert', 'com0', 'a/com', 'lpt10']) expect(findWindowsDanger(path), path).toBeUndefined()
  })
})
