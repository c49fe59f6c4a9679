import { kindDirectory, type EntryColumns } from '../table/entry-columns.ts'
import { readPathBytes } from '../table/entry-reader.ts'

/** The exact bytes of a path as a string, one a character. */
function pathKey(side: EntryColumns, row: number): string {
  return readPathBytes(side, row).toString('latin1')
}

/** Rows of folders that could not be read: what is in them is not known. */
export function listUnreadFolders(side: EntryColumns): number[] {
  return [...side.errors.keys()].filter((row) => side.kinds[row] === kindDirectory)
}

/** Of `rows`, those below one of the other side's `covers`, with the row of that one. */
export function findHidden(
  side: EntryColumns,
  rows: readonly number[],
  other: EntryColumns,
  covers: readonly number[],
): Map<number, number> {
  const hidden = new Map<number, number>()
  if (covers.length === 0) return hidden
  const byPath = new Map(covers.map((row) => [pathKey(other, row), row]))
  for (const row of rows) {
    const path = pathKey(side, row)
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
      const cover = byPath.get(path.slice(0, slash))
      if (cover !== undefined) hidden.set(row, cover)
    }
  }
  return hidden
}
