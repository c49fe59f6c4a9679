import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatRecord, valueToCopy } from './record-fields.ts'

describe('the fields of a record', () => {
  it('make one JSON object with every value as the file has it, numbers like 1.0 included', () => {
    const text = formatRecord([
      { name: 'file_size', json: '1.0' },
      { name: 'etag', json: 'null' },
    ])
    expect(text).toBe('{\n  "file_size": 1.0,\n  "etag": null\n}')
  })

  it('make a JSON object that reads back as what they say, whatever their names and values', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const fields = Object.entries(record).map(([name, value]) => ({ name, json: JSON.stringify(value) }))
        const read = new Map(Object.entries(JSON.parse(formatRecord(fields)) as Record<string, unknown>))
        expect(read.size).toBe(fields.length)
        for (const { name, json } of fields) expect(JSON.stringify(read.get(name))).toBe(json)
      }),
    )
  })

  it('are copied as plain text where they are text, else as they stand', () => {
    expect(valueToCopy('"a\\u0062\\n"')).toBe('ab\n')
    expect(valueToCopy('1.0')).toBe('1.0')
    expect(valueToCopy('{"a": 1}')).toBe('{"a": 1}')
    expect(valueToCopy('"cut')).toBe('"cut')
  })
})
