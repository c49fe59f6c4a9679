import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

describe('canonical JSON', () => {
  it('is as the RFC shows it in its own example', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts keys by UTF-16 code units, as the RFC shows it', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const sorted = Object.keys(JSON.parse(canonicalJson(Object.fromEntries(keys.map((key) => [key, 0]))))).toSorted()
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))
    const order = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']
    const places = order.map((key) => text.indexOf(JSON.stringify(key)))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(sorted).toHaveLength(keys.length)
  })

  it('says the same of a value however its keys came, and what any parser reads back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it('keeps a key named __proto__, and leaves out what is undefined', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":2}'))).toBe('{"__proto__":2,"b":1}')
    expect(canonicalJson({ a: undefined, b: [] })).toBe('{"b":[]}')
  })

  it('writes a lone surrogate of a Windows name as an escape, which reads back as it was', () => {
    expect(canonicalJson('a\ud800')).toBe('"a\\ud800"')
    expect(JSON.parse(canonicalJson('a\ud800'))).toBe('a\ud800')
  })

  it.each([Number.NaN, Infinity, undefined, 1n, [() => 0]])('refuses what JSON cannot say: %o', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})
