import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillTemplate, parseTemplate } from './template.ts'

function fill(text: string, values: Readonly<Record<string, string>>): string {
  const template = parseTemplate(text)
  if ('problem' in template) throw new Error(template.problem)
  return fillTemplate(template, (name) => values[name])
}

describe('a template', () => {
  it('has its placeholders replaced and doubled braces made single', () => {
    expect(fill('{a}-{{x}}-{values.b}.db', { a: '1', 'values.b': '2' })).toBe('1-{x}-2.db')
    expect(fill('{{{a}}}', { a: '1' })).toBe('{1}')
  })

  it('never looks into what it put in', () => {
    expect(fill('{a}', { a: '{b}', b: 'no' })).toBe('{b}')
  })

  it('is any text with its braces doubled', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        expect(fill(any.replaceAll('{', '{{').replaceAll('}', '}}'), {})).toBe(any)
      }),
    )
  })

  it.each(['{', 'a}b', '{a', '{a{b}'])('is refused with a single brace: %j', (text) => {
    expect(parseTemplate(text)).toHaveProperty('problem')
  })
})
