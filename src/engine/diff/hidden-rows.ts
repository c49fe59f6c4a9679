import { kindDirectory, type EntryColumns } from '../table/entry-columns.ts'
import { readPathBytes } from '../table/entry-reader.ts'

/** The exact bytes of a path as a string, one a character. */
function pathKey(side: EntryColumns, row: number): string {
  return readPathBytes(side, row).toString('latin1')
}

/** Of `rows`, those below a folder that could not be read on the other side, with that folder's row there. */
export function findHidden(side: EntryColumns, rows: readonly number[], other: EntryColumns): Map<number, number> {
  const hidden = new Map<number, number>()
  const folders = [...other.errors.keys()].filter((row) => other.kinds[row] === kindDirectory)
  if (folders.length === 0) return hidden
  const byPath = new Map(folders.map((row) => [pathKey(other, row), row]))
  for (const row of rows) {
    const path = pathKey(side, row)
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
      const folder = byPath.get(path.slice(0, slash))
      if (folder !== undefined) hidden.set(row, folder)
    }
  }
  return hidden
}
