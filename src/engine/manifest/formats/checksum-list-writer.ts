import type { EntryColumns } from '../../table/entry-columns.ts'
import { readDigest, readPathBytes } from '../../table/entry-reader.ts'
import { bsdTags } from './bsd-list.ts'
import { escapeGnuName } from './gnu-escapes.ts'
import { xxh3Prefix } from './gnu-list.ts'
import { unlistableCode, type RowWriter, type WrittenRow } from './row-writer.ts'

const noDigest = { code: unlistableCode, message: 'there is no digest of it to list' }

const dash = Buffer.from('-')
/** A dash alone is standard input to the tools that check a list. */
const fileNamedDash = Buffer.from('./-')

/** Its line in a list: a backslash before it says that its name is escaped. */
function writeLine(columns: EntryColumns, row: number, before: string, after: string): Buffer {
  const path = readPathBytes(columns, row)
  const name = path.equals(dash) ? fileNamedDash : path
  const escaped = escapeGnuName(name)
  return Buffer.concat([
    Buffer.from(`${escaped === undefined ? '' : '\\'}${before}`),
    escaped ?? name,
    Buffer.from(`${after}\n`),
  ])
}

/** `digest  name`, as coreutils 9 writes it, of the first algorithm. */
export class GnuListWriter implements RowWriter {
  readonly head = ''
  readonly listsEverything = false

  writeRow(columns: EntryColumns, row: number): WrittenRow {
    const digest = readDigest(columns, row, 0)
    if (digest === undefined) return noDigest
    const prefix = columns.algorithms[0] === 'xxh3' ? xxh3Prefix : ''
    return writeLine(columns, row, `${prefix}${digest}  `, '')
  }
}

/** `SHA256 (name) = digest`, as coreutils 9 writes it with `--tag`, a line an algorithm. */
export class BsdListWriter implements RowWriter {
  readonly head = ''
  readonly listsEverything = false

  writeRow(columns: EntryColumns, row: number): WrittenRow {
    const lines = columns.algorithms.flatMap((algorithm, at) => {
      const digest = readDigest(columns, row, at)
      return digest === undefined ? [] : [writeLine(columns, row, `${bsdTags[algorithm]} (`, `) = ${digest}`)]
    })
    return lines.length === 0 ? noDigest : Buffer.concat(lines)
  }
}
