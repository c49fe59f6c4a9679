import { createHash } from 'node:crypto'
import type { Comparison } from '../diff/comparison.ts'

function bytesOf(view: NodeJS.ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
}

/** Differs where the verdicts, or what the folder holds, differ: linear in the entries, some 40 bytes each. */
export function markOfDrift({ columns, right }: Comparison): string {
  const hash = createHash('sha1')
  for (const view of [columns.verdicts, right.pathBytes, right.sizes, right.modifiedNs, right.digests]) {
    hash.update(bytesOf(view))
  }
  for (const [row, { code }] of right.errors) hash.update(`${row} ${code}\n`)
  return hash.digest('hex')
}
