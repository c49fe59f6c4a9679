import { isUtf8 } from 'node:buffer'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { Entry } from '../../shared/model/entry.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { readEntry } from '../table/entry-reader.ts'
import { EntryCollector } from './entry-collector.ts'
import { EntryObjectScanner } from './entry-object-scanner.ts'

const algorithms: readonly DigestAlgorithm[] = ['md5', 'xxh3']
const scanner = new EntryObjectScanner()

/** The entry the quick scanner sees, if it takes the object as a whole. */
function scan(text: Buffer): Entry | undefined {
  const builder = new EntryColumnsBuilder(algorithms)
  const end = scanner.scan(Buffer.concat([text, Buffer.from(',\n')]), 0, builder)
  if (end < 0) {
    expect(builder.count).toBe(0)
    return undefined
  }
  // Altered so that the object ends before: what follows is for others to complain about.
  if (end !== text.length) return undefined
  expect(scanner.newlineCount).toBe(text.filter((byte) => byte === 0x0a).length)
  return readEntry(builder.finish(), 0)
}

/** The entry the exact reader sees; undefined when it rejects the object or has something to say about it. */
function readExactly(text: Buffer): Entry | undefined {
  const collector = new EntryCollector({ file: 'm', algorithms, isOrderPromised: false })
  if (!isUtf8(text)) return undefined
  collector.add(JSON.parse(text.toString('utf8')), 1)
  const { columns, warnings } = collector.finish()
  return columns.count === 1 && warnings.length === 0 ? readEntry(columns, 0) : undefined
}

const everyday = {
  name: 'straße.txt',
  relative_path: 'dir/straße.txt',
  size_bytes: 1203,
  checksum_md5: '0123456789abcdef'.repeat(2),
  checksum_xxh3: 'FEDCBA9876543210',
  modified_utc: '2024-02-29T23:59:59.123456+00:00',
}

const second = fc.integer({ min: 0, max: 7_258_118_399 })
const times = fc.tuple(second, fc.stringMatching(/^(?:\.[0-9]{1,10})?(?:Z|\+00:00|-00:00|\+01:30)$/u))

describe('the quick scanner of entries in any layout', () => {
  it('takes the everyday entry in every layout and order of keys', () => {
    const keys = fc.shuffledSubarray(Object.entries(everyday))
    const layout = fc.constantFrom('', '  ', '\t', ' ')
    const lineEnd = fc.constantFrom('\n', '\r\n', ' \n\n')
    let takenCount = 0
    fc.assert(
      fc.property(keys, layout, lineEnd, (chosen, indent, end) => {
        const text = JSON.stringify(Object.fromEntries(chosen), undefined, indent).replaceAll('\n', end)
        const quick = scan(Buffer.from(text))
        const names = chosen.map(([key]) => key)
        expect(quick !== undefined).toBe(names.includes('relative_path') && names.includes('size_bytes'))
        if (quick === undefined) return
        takenCount += 1
        expect(quick).toEqual(readExactly(Buffer.from(text)))
      }),
      { numRuns: 500 },
    )
    expect(takenCount).toBeGreaterThan(50)
  })

  it('reads times as the exact reader does, and leaves it those with another offset', () => {
    fc.assert(
      fc.property(times, ([seconds, rest]) => {
        const time = new Date(seconds * 1000).toISOString().slice(0, 19) + rest
        const text = Buffer.from(JSON.stringify({ ...everyday, modified_utc: time }))
        const quick = scan(text)
        const isUsual = /^\d{4}-\d\d-\d\dT[\d:]{8}(?:\.\d{1,9})?(?:Z|\+00:00)$/u.test(time)
        expect(quick !== undefined).toBe(isUsual)
        if (quick !== undefined) expect(quick).toEqual(readExactly(text))
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['a key twice', '{"relative_path":"a","size_bytes":1,"size_bytes":2}'],
    ['an unknown key', '{"relative_path":"a","size_bytes":1,"note":""}'],
    ['a kind', '{"relative_path":"a","kind":"symlink","target":"b"}'],
    ['a path that climbs', '{"relative_path":"../a","size_bytes":1}'],
    ['a name that is another', '{"name":"b","relative_path":"a","size_bytes":1}'],
    ['a size that is no whole number', '{"relative_path":"a","size_bytes":1.5}'],
    ['an algorithm not met before', '{"relative_path":"a","size_bytes":1,"checksum_crc32":"00000000"}'],
    ['a digest too long', '{"relative_path":"a","size_bytes":1,"checksum_xxh3":"00112233445566778"}'],
    ['an escape', '{"relative_path":"\\u0061","size_bytes":1}'],
    ['an object that is cut off', '{"relative_path":"a","size_bytes":1'],
  ])('leaves %s to the exact reader', (_, text) => {
    expect(scan(Buffer.from(text))).toBeUndefined()
  })

  it('takes no altered entry that the exact reader would read in another way', () => {
    const source = Buffer.from(JSON.stringify({ ...everyday, mode: '0644' }, undefined, 1))
    const interesting = fc.constantFrom(...Buffer.from('"\\/.:,{}[]0189afgAFZ+- \n\0\t', 'latin1'), 0x80, 0xc3, 0xff)
    const change = fc.record({ at: fc.nat(source.length - 1), byte: interesting, isInsert: fc.boolean() })
    let takenCount = 0
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
        let text = source
        for (const { at, byte, isInsert } of changes) {
          text = Buffer.concat([text.subarray(0, at), Buffer.of(byte), text.subarray(isInsert ? at : at + 1)])
        }
        const quick = scan(text)
        if (quick === undefined) return
        takenCount += 1
        expect(quick).toEqual(readExactly(text))
      }),
      { numRuns: 5000 },
    )
    expect(takenCount).toBeGreaterThan(150)
  })
})
