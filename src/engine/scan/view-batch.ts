import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { SpecialKind } from '../../shared/model/entry.ts'
import { walkedKinds, type BatchResult, type EntryBatch } from '../hash/hash-protocol.ts'
import { digestStrideOf, kindSpecial, type EntryColumns } from '../table/entry-columns.ts'

/** The entries of one batch in columns, not copied: a large file read later is in them too. */
export function viewBatch(
  result: BatchResult,
  batch: EntryBatch,
  algorithms: readonly DigestAlgorithm[],
): EntryColumns {
  const { count, pathBytes, pathOffsets, kinds, sizes, modifiedNs, modes, digests, digestFlags, errors } = result
  return {
    count,
    pathBytes,
    pathOffsets,
    kinds,
    sizes,
    modifiedNs,
    modes,
    algorithms,
    digestStride: digestStrideOf(algorithms),
    digests,
    digestFlags,
    errors,
    targets: new Map(Array.from(result.targets, ([i, { text }]) => [i, text])),
    specials: listSpecials(result, batch),
    extras: new Map(),
  }
}

/** What each special file of a batch is, by its row. */
export function listSpecials({ count, kinds }: BatchResult, batch: EntryBatch): Map<number, SpecialKind> {
  const specials = new Map<number, SpecialKind>()
  for (let i = 0; i < count; i += 1) {
    if (kinds[i] === kindSpecial) specials.set(i, walkedKinds[batch.kinds[i] ?? 0] as SpecialKind)
  }
  return specials
}
