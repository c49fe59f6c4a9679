import { columnsOf, inManifestOrder, type SampleEntry } from '../table/table-fixtures.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { createRules, folderCapabilities } from './compare-rows.ts'
import type { Comparison } from './comparison.ts'
import { diffInSteps, type VerdictColumns } from './diff-tables.ts'

/** What tests vary about two sides. */
export interface Choices {
  readonly leftFormat?: typeof folderCapabilities
  readonly rightFormat?: typeof folderCapabilities
  readonly isLeftLive?: boolean
  readonly isStrict?: boolean
}

/** Two sides compared as two folders would be, the left one read long ago, but for what `choices` say. */
export function compare(left: EntryColumns, right: EntryColumns, choices: Choices = {}): Comparison {
  const formats = { left: choices.leftFormat ?? folderCapabilities, right: choices.rightFormat ?? folderCapabilities }
  const rules = createRules(
    { algorithms: left.algorithms, format: formats.left, isLive: choices.isLeftLive === true },
    { algorithms: right.algorithms, format: formats.right, isLive: true },
    false,
  )
  const columns = finish(diffInSteps(left, right, rules))
  const isStrict = choices.isStrict === true
  return { left, right, columns, formats, isQuick: false, isStrict, caveat: '', refused: [] }
}

function finish(diff: Generator<void, VerdictColumns>): VerdictColumns {
  for (;;) {
    const { done, value } = diff.next()
    if (done === true) return value
  }
}

/** A file whose content is named by a letter. */
export function file(path: string | Buffer, content: string, changes: Partial<SampleEntry> = {}): SampleEntry {
  return { path, digest: Buffer.from(content).toString('hex'), sizeBytes: content.length, modifiedNs: 1n, ...changes }
}

export function tableOf(...entries: SampleEntry[]): EntryColumns {
  return columnsOf(inManifestOrder(entries))
}
