import { kindFile, type EntryColumns } from '../table/entry-columns.ts'
import type { CountedEntries } from './manifest-summary.ts'

/** Adds up what a manifest's tail states: files that were read, their sizes, and entries with an error. */
export function countEntries(columns: EntryColumns): CountedEntries {
  let fileCount = 0
  let totalSizeBytes = 0
  for (let index = 0; index < columns.count; index += 1) {
    if (columns.kinds[index] !== kindFile) continue
    fileCount += 1
    totalSizeBytes += Math.max(0, columns.sizes[index] ?? 0)
  }
  for (const index of columns.errors.keys()) {
    if (columns.kinds[index] !== kindFile) continue
    fileCount -= 1
    totalSizeBytes -= Math.max(0, columns.sizes[index] ?? 0)
  }
  return {
    entryCount: columns.count,
    fileCount,
    totalSizeBytes,
    errorCount: columns.errors.size,
    algorithms: columns.algorithms,
  }
}
