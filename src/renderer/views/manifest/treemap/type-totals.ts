import type { TreemapNode } from '../../../../shared/ipc/table-schemas.ts'
import { fileTypeOf, type FileType } from './file-types.ts'

/** Bytes of the drawn files by type, most first; what is gathered in rests has no type and is left out. */
export function bytesByType(nodes: readonly TreemapNode[]): { type: FileType; sizeBytes: number }[] {
  const totals = new Map<FileType, number>()
  for (const node of nodes) {
    if (node.type !== 'entry' || node.sizeBytes === 0) continue
    const type = fileTypeOf(node.name)
    totals.set(type, (totals.get(type) ?? 0) + node.sizeBytes)
  }
  return [...totals].map(([type, sizeBytes]) => ({ type, sizeBytes })).toSorted((a, b) => b.sizeBytes - a.sizeBytes)
}
