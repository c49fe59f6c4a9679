import type { EntryColumns } from '../../engine/index.ts'

export interface LargestFile {
  readonly path: string
  readonly pathBase64: string | undefined
  readonly sizeBytes: number
}

/** The largest entries, largest first, equal ones in the order of their paths. */
export function findLargestFiles(columns: EntryColumns, count: number): LargestFile[] {
  const indexes: number[] = []
  for (let index = 0; index < columns.count; index += 1) {
    const sizeBytes = columns.sizes[index] ?? 0
    if (sizeBytes < 0) continue
    const smallest = indexes[count - 1]
    if (smallest !== undefined && (columns.sizes[smallest] ?? 0) >= sizeBytes) continue
    const place = indexes.findIndex((other) => (columns.sizes[other] ?? 0) < sizeBytes)
    indexes.splice(place === -1 ? indexes.length : place, 0, index)
    if (indexes.length > count) indexes.pop()
  }
  return indexes.map((index) => ({ ...pathAt(columns, index), sizeBytes: columns.sizes[index] ?? 0 }))
}

function pathAt(columns: EntryColumns, index: number): Pick<LargestFile, 'path' | 'pathBase64'> {
  const bytes = Buffer.from(columns.pathBytes.subarray(columns.pathOffsets[index], columns.pathOffsets[index + 1]))
  const path = bytes.toString('utf8')
  return { path, pathBase64: Buffer.from(path, 'utf8').equals(bytes) ? undefined : bytes.toString('base64') }
}
