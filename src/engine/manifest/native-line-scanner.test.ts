import { isUtf8 } from 'node:buffer'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { Entry } from '../../shared/model/entry.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { readEntry } from '../table/entry-reader.ts'
import { EntryCollector } from './entry-collector.ts'
import { formatFileLine } from './entry-line.ts'
import { NativeLineScanner } from './native-line-scanner.ts'

const algorithms: readonly DigestAlgorithm[] = ['md5', 'xxh3']

/** The entry the quick scanner sees, if it takes the line as a whole. */
function scan(line: Buffer): Entry | undefined {
  const builder = new EntryColumnsBuilder(algorithms)
  const bytes = Buffer.concat([line, Buffer.from('\n')])
  const end = new NativeLineScanner(algorithms).scan(bytes, 0, builder)
  if (end !== line.length) return undefined
  return readEntry(builder.finish(), 0)
}

/** The entry the exact reader sees; undefined when it rejects the line. */
function readExactly(line: Buffer): Entry | undefined {
  const collector = new EntryCollector({ file: 'm', algorithms, isOrderPromised: true })
  if (!isUtf8(line)) return undefined
  collector.add(JSON.parse(line.toString('utf8')), 1)
  const { columns, warnings } = collector.finish()
  return columns.count === 1 && warnings.length === 0 ? readEntry(columns, 0) : undefined
}

function formatLine(path: string, sizeBytes: number, modifiedNs: bigint): Buffer {
  const digests = ['0123456789abcdef'.repeat(2), 'fedcba9876543210']
  return Buffer.from(formatFileLine({ path, sizeBytes, algorithms, digests, modifiedNs, mode: 0o4755 }))
}

describe('the quick scanner of entry lines', () => {
  it('takes the everyday line', () => {
    const line = formatLine('dir/straße.txt', 999_999_999_999_999, 1_709_164_800_000_000_001n)
    expect(scan(line)).toEqual(readExactly(line))
    expect(scan(line)).toMatchObject({
      path: 'dir/straße.txt',
      mode: 0o4755,
      modifiedUtc: '2024-02-29T00:00:00.000000001Z',
    })
  })

  it('sees what the exact reader sees in every time of two centuries', () => {
    const seconds = fc.bigInt(0n, 7_258_118_399n)
    fc.assert(
      fc.property(seconds, fc.bigInt(0n, 999_999_999n), (second, fraction) => {
        const line = formatLine('a', 0, second * 1_000_000_000n + fraction)
        expect(scan(line)).toEqual(readExactly(line))
        expect(scan(line)).toBeDefined()
      }),
      { numRuns: 2000 },
    )
  })

  it('takes no altered line that the exact reader would read in another way', () => {
    const source = formatLine('a/b-ü.txt', 1203, 1_700_000_000_123_456_789n)
    const interesting = fc.constantFrom(...Buffer.from('"\\/.:,{}[]0189afgAFZ+- \n\0\t', 'latin1'), 0x80, 0xc3, 0xff)
    const change = fc.record({ at: fc.nat(source.length - 1), byte: interesting, isInsert: fc.boolean() })
    let takenCount = 0
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
        let line = Buffer.from(source)
        for (const { at, byte, isInsert } of changes) {
          line = Buffer.concat([line.subarray(0, at), Buffer.of(byte), line.subarray(isInsert ? at : at + 1)])
        }
        const quick = scan(line)
        if (quick === undefined) return
        takenCount += 1
        expect(quick).toEqual(readExactly(line))
      }),
      { numRuns: 15_000 },
    )
    expect(takenCount).toBeGreaterThan(300)
  })
})
