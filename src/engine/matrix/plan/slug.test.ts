import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDeviceName, toSlug } from './slug.ts'

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 })

describe('a slug', () => {
  it('is a file stem that every system takes, whatever the text', () => {
    fc.assert(
      fc.property(text, (any) => {
        const slug = toSlug(any)
        expect(slug).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/u)
        expect(slug).not.toMatch(/\.$/u)
        expect(slug.length).toBeLessThanOrEqual(150)
        expect(isDeviceName(slug)).toBe(false)
      }),
    )
  })

  it('is its own slug', () => {
    fc.assert(fc.property(text, (any) => toSlug(toSlug(any)) === toSlug(any)))
  })

  it('leaves a text alone that is one already', () => {
    expect(toSlug('dataset1_modelA')).toBe('dataset1_modelA')
    expect(toSlug('v1.2-rc_3')).toBe('v1.2-rc_3')
  })

  it.each([
    ['données_2024', 'donnees_2024'],
    ['a b/c:d', 'a-b-c-d'],
    ['..hidden', 'hidden'],
    ['-rf', 'rf'],
    ['CON', 'x-CON'],
    ['nul.txt_a', 'x-nul.txt_a'],
  ])('makes of %j %j', (from, to) => expect(toSlug(from)).toBe(to))

  it('keeps texts apart whose letters it cannot write', () => {
    expect(toSlug('数据_a')).not.toBe(toSlug('模型_a'))
    expect(toSlug('数据_a')).toMatch(/_a-[0-9a-f]{8}$/u)
  })

  it('keeps long texts apart that differ at their end', () => {
    expect(toSlug(`${'a'.repeat(200)}1`)).not.toBe(toSlug(`${'a'.repeat(200)}2`))
  })
})
