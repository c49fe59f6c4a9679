import { verdicts } from '../../../shared/model/verdict.ts'
import type { MinimapBucket } from '../../../shared/ipc/comparison-schemas.ts'

/** What one shown row brings to the minimap; null where it brings nothing. */
export type WeighRow = (offset: number) => { readonly code: number; readonly findingCount: number } | null

/** The loudest verdict in each of `bucketCount` equal stretches of rows; fewer rows than buckets share theirs. */
export function drawMinimap(rowCount: number, bucketCount: number, weigh: WeighRow): MinimapBucket[] {
  const codes = new Uint8Array(bucketCount).fill(verdicts.length)
  const findingCounts = new Float64Array(bucketCount)
  const spread = Math.max(1, Math.ceil(bucketCount / Math.max(1, rowCount)))
  for (let offset = 0; offset < rowCount; offset += 1) {
    const weight = weigh(offset)
    if (weight === null) continue
    const first = Math.floor((offset * bucketCount) / rowCount)
    findingCounts[first] = findingCounts[first]! + weight.findingCount
    const last = rowCount < bucketCount ? Math.min(bucketCount, first + spread) : first + 1
    for (let bucket = first; bucket < last; bucket += 1) codes[bucket] = Math.min(codes[bucket]!, weight.code)
  }
  return Array.from(codes, (code, bucket) => ({
    verdict: verdicts[code] ?? null,
    findingCount: findingCounts[bucket]!,
  }))
}
