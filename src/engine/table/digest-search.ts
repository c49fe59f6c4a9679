import { digestLengthBytes } from '../../shared/model/digest.ts'
import { digestOffsets, type EntryColumns } from './entry-columns.ts'

const digestQueryPattern = /^[0-9a-f]{6,}$/i

/** Whether a search text may be the start of a hex digest: 6 hex characters or more. */
export function isDigestQuery(text: string): boolean {
  return digestQueryPattern.test(text)
}

/** Sets `mask[i]` to 1 for each entry one of whose hex digests begins with `hex`, in either case. */
export function markDigestsStarting(columns: EntryColumns, hex: string, mask: Uint8Array): void {
  const offsets = digestOffsets(columns.algorithms)
  columns.algorithms.forEach((algorithm, algorithmIndex) => {
    if (hex.length > digestLengthBytes[algorithm] * 2) return
    const flag = 1 << algorithmIndex
    const offset = offsets[algorithmIndex] ?? 0
    const startsWith = createPrefixTest(columns.digests, hex)
    for (let index = 0; index < columns.count; index++) {
      const isKnown = (columns.digestFlags[index]! & flag) !== 0
      if (isKnown && startsWith(index * columns.digestStride + offset)) mask[index] = 1
    }
  })
}

function createPrefixTest(digests: Uint8Array, hex: string): (start: number) => boolean {
  const whole = Buffer.from(hex.slice(0, hex.length & ~1), 'hex')
  const half = hex.length % 2 === 0 ? undefined : Number.parseInt(hex.slice(-1), 16)
  return (start) => {
    for (let at = 0; at < whole.length; at++) {
      if (digests[start + at] !== whole[at]) return false
    }
    return half === undefined || digests[start + whole.length]! >>> 4 === half
  }
}
