import { MerkleTree } from './merkle.ts'
import type { ReportLines } from './report-data.ts'
import { sha256, toHex } from './sha256.ts'
import { inSlices } from './time-slices.ts'

export interface CheckedSection {
  readonly name: string
  readonly stated: string
  readonly computed: string
}

/** Recomputes the digests of an embedded report, a section after another. `onProgress` gets the fraction done. */
export async function checkDigests(lines: ReportLines, onProgress: (done: number) => void): Promise<CheckedSection[]> {
  const total = Math.max(1, lines.findings.length + lines.errors.length)
  let done = 0
  const rootOf = async (section: readonly string[]) => {
    const tree = new MerkleTree()
    await inSlices(section.length, (index) => {
      tree.add(section[index] ?? '')
      done += 1
      if (done % 500 === 0) onProgress(done / total)
    })
    return tree.finish()
  }
  const computed = {
    summary: toHex(sha256(new TextEncoder().encode(lines.summary))),
    findings: await rootOf(lines.findings),
    errors: await rootOf(lines.errors),
  }
  return Object.entries(computed).map(([name, digest]) => ({
    name,
    stated: lines.digests[name] ?? 'missing',
    computed: digest,
  }))
}
