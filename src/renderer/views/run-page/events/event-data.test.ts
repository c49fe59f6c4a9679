import { describe, expect, it } from 'vitest'
import { describeData } from './event-data.ts'

describe('the data of an event in one line', () => {
  it('begins with its sentence', () => {
    const line = describeData({ code: 'EACCES', message: 'It could not be read.', path: 'a/b' })
    expect(line.message).toBe('It could not be read.')
    expect(line.facts).toEqual([
      { name: 'code', value: 'EACCES' },
      { name: 'path', value: 'a/b' },
    ])
  })

  it('shows what is not text as JSON', () => {
    expect(describeData({ index: 3, ok: null, tags: ['a', 'b'] })).toEqual({
      message: null,
      facts: [
        { name: 'index', value: '3' },
        { name: 'ok', value: 'null' },
        { name: 'tags', value: '["a","b"]' },
      ],
    })
  })

  it('stays short, however much there is', () => {
    const data = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key${index}`, 'x'.repeat(10_000)]))
    const { facts } = describeData(data)
    expect(facts.length).toBeLessThan(20)
    expect(facts.every(({ value }) => value.length < 300)).toBe(true)
  })
})
