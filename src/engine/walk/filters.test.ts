import { describe, expect, it } from 'vitest'
import { createPathFilter, junkGlobs } from './filters.ts'

const none = { include: [], exclude: [], isJunkExcluded: false }

function isExcluded(glob: string, path: string, isFolder = false): boolean {
  return createPathFilter({ ...none, exclude: [glob] }).isLeftOut(path, isFolder)
}

describe('an exclude glob', () => {
  it.each([
    ['*.tmp', 'a.tmp'],
    ['*.tmp', 'x/y/a.tmp'],
    ['*.tmp', '.tmp'],
    ['*.tmp', 'new\nline.tmp'],
    ['*.tmp', 'back\\slash.tmp'],
    ['a?c', 'd/abc'],
    ['[a-c]x', 'bx'],
    ['notes', 'd/notes'],
    ['/notes', 'notes'],
    ['d/*.log', 'd/a.log'],
    ['**/*.log', 'a/b\nc/d.log'],
    ['src/**', 'src/a\nb'],
    ['a/**/z', 'a/z'],
    ['a/**/z', 'a/b/c/z'],
    ['f(1).txt', 'f(1).txt'],
    ['* (1).*', 'd/photo (1).jpg'],
    ['*\\(1\\).txt', 'f(1).txt'],
    ['[!a]*', 'bx'],
    ['a+b@c.txt', 'a+b@c.txt'],
    ['!kept', '!kept'],
    ['__proto__', 'x/__proto__'],
  ])('%s leaves out %j', (glob, path) => {
    expect(isExcluded(glob, path)).toBe(true)
  })

  it.each([
    ['*.tmp', 'a.tmpx'],
    ['notes', 'notes.txt'],
    ['/notes', 'd/notes'],
    ['d/*.log', 'x/d/a.log'],
    ['d/*.log', 'd/e/a.log'],
    ['a?c', 'a/c'],
    ['A', 'a'],
    ['f (1).txt', 'f 1.txt'],
    ['[!a]*', 'ax'],
    ['constructor', 'x'],
  ])('%s keeps %j', (glob, path) => {
    expect(isExcluded(glob, path)).toBe(false)
  })

  it('with a slash at its end leaves out folders only, at any depth', () => {
    expect(isExcluded('build/', 'x/build', true)).toBe(true)
    expect(isExcluded('build/', 'x/build', false)).toBe(false)
    expect(isExcluded('b*/', 'x/build', true)).toBe(true)
    expect(isExcluded('b*/', 'x/build', false)).toBe(false)
  })

  it.each(['', '/', '//', 'a\0b'])('%j is refused as no glob', (glob) => {
    expect(() => isExcluded(glob, 'x')).toThrow(expect.objectContaining({ code: 'bad-usage' }))
    expect(() => createPathFilter({ ...none, include: [glob] })).toThrow(expect.objectContaining({ code: 'bad-usage' }))
  })
})

describe('a glob on purpose of endless work', () => {
  it('is refused with the name of its option', () => {
    const message = expect.stringContaining('include: "{a,b}') as string
    expect(() => createPathFilter({ ...none, include: ['{a,b}'.repeat(99)] })).toThrow(
      expect.objectContaining({ code: 'bad-usage', message }),
    )
  })

  it('or leaves out what it matches, in linear time', () => {
    expect(isExcluded(`${'*a'.repeat(40)}*b`, 'a'.repeat(250))).toBe(false)
    expect(isExcluded(`${'*a'.repeat(40)}*b`, `x/${'a'.repeat(250)}b`)).toBe(true)
  })
})

describe('include globs', () => {
  const filter = createPathFilter({ ...none, include: ['*.csv', 'docs/', 'deep/**/x'], exclude: ['bad.csv'] })

  it('keep what one of them matches and leave out every other file', () => {
    expect(filter.isLeftOut('a/b.csv', false)).toBe(false)
    expect(filter.isLeftOut('deep/1/2/x', false)).toBe(false)
    expect(filter.isLeftOut('a/b.txt', false)).toBe(true)
  })

  it('keep everything below a folder they match', () => {
    expect(filter.isLeftOut('a/docs/b/c.txt', false)).toBe(false)
    expect(filter.isLeftOut('docs', false)).toBe(true)
  })

  it('enter every folder, because what they want may be in it', () => {
    expect(filter.isLeftOut('other', true)).toBe(false)
  })

  it('give way to exclude globs', () => {
    expect(filter.isLeftOut('docs/bad.csv', false)).toBe(true)
  })
})

it('leaves out junk at any depth, and keeps it when asked', () => {
  const names = ['.DS_Store', '._photo.jpg', 'Thumbs.db', 'desktop.ini']
  const filter = createPathFilter({ ...none, isJunkExcluded: true })
  for (const name of names) {
    expect(filter.isLeftOut(`x/${name}`, false)).toBe(true)
    expect(createPathFilter(none).isLeftOut(`x/${name}`, false)).toBe(false)
  }
  expect(filter.isLeftOut('$RECYCLE.BIN', true)).toBe(true)
  expect(filter.isLeftOut('$RECYCLE.BIN', false)).toBe(false)
  expect(junkGlobs).toContain('.Spotlight-V100/')
})
