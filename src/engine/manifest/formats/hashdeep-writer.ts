import type { EntryColumns } from '../../table/entry-columns.ts'
import { readDigest, readPathBytes, readSize } from '../../table/entry-reader.ts'
import { hashdeepHeader } from './hashdeep-list.ts'
import { unlistableCode, type ListWriterOptions, type RowWriter, type WrittenRow } from './row-writer.ts'

const lineBreaks = [0x0a, 0x0d]
const controlCharacter = /\p{Cc}/u
const unlistableName = {
  code: unlistableCode,
  message: 'its name holds a line break, which a list of hashdeep cannot tell from the end of a line',
}
const incomplete = { code: unlistableCode, message: 'its size or a digest is not known' }

/** hashdeep 1.0, with the paths that `hashdeep -r -l .` gives, so that it can audit them. */
export class HashdeepListWriter implements RowWriter {
  readonly head: string
  readonly listsEverything = false

  constructor({ algorithms, directory }: ListWriterOptions) {
    // A folder's name that holds a line break could pass itself off as entries.
    const invokedFrom = controlCharacter.test(directory) ? '' : `## Invoked from: ${directory}\n`
    this.head = `${hashdeepHeader}\n%%%% size,${algorithms.join(',')},filename\n${invokedFrom}## \n`
  }

  writeRow(columns: EntryColumns, row: number): WrittenRow {
    const name = readPathBytes(columns, row)
    if (lineBreaks.some((lineBreak) => name.includes(lineBreak))) return unlistableName
    const fields = [readSize(columns, row), ...columns.algorithms.map((_, at) => readDigest(columns, row, at))]
    if (fields.includes(undefined)) return incomplete
    return Buffer.concat([Buffer.from(`${fields.join(',')},./`), name, Buffer.from('\n')])
  }
}
