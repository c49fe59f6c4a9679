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

// One or two files speak for no more than themselves, and a few not for a hundred.
const leastFiles = 3
const leastKnownFraction = 0.1

/** The type that most of `wholeBytes` likely has, by the drawn files; undefined where they are too few or of several types. */
export function mainType(nodes: readonly TreemapNode[], wholeBytes: number): FileType | undefined {
  const totals = bytesByType(nodes)
  const knownBytes = totals.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const fileCount = nodes.filter(({ type }) => type === 'entry').length
  const isTelling = fileCount >= leastFiles && knownBytes >= wholeBytes * leastKnownFraction
  const [first] = totals
  if (first === undefined || (!isTelling && knownBytes < wholeBytes / 2)) return undefined
  return first.sizeBytes * 2 > knownBytes ? first.type : undefined
}
