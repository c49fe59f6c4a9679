import { formatTimestampNs } from '../../table/timestamp.ts'
import type { ArtifactRecord } from './artifact-records.ts'
import { lookAtArtifact, type JudgedArtifact } from './judge-artifact.ts'

const nothing = -1
const marks = { asRecorded: 1, unlikeRecorded: 2 }

/**
 * What is in the places of artifacts, by the numbers of their cells. In columns, because it is found out while what builds
 * recorded of them is still being read.
 */
export class ArtifactLooks {
  private readonly sizesBytes: Float64Array
  private readonly timesNs: BigInt64Array
  private readonly marks: Uint8Array
  private lookCount = 0

  constructor(cellCount: number) {
    this.sizesBytes = new Float64Array(cellCount).fill(nothing)
    this.timesNs = new BigInt64Array(cellCount)
    this.marks = new Uint8Array(cellCount)
  }

  /** Whether no artifact is there of all that were looked at. */
  get isEmpty(): boolean {
    return this.lookCount === 0
  }

  /** Errors: `read-failed`. */
  look(cell: number, path: string): void {
    const stats = lookAtArtifact(path)
    if (stats === undefined) return
    this.lookCount += 1
    this.sizesBytes[cell] = Number(stats.size)
    this.timesNs[cell] = stats.mtimeNs
  }

  has(cell: number): boolean {
    return this.sizesBytes[cell] !== nothing
  }

  /** Holds what is there against what may be: by size and time alone. */
  compare(cell: number, records: readonly ArtifactRecord[]): void {
    if (records.length === 0) return
    const sizeBytes = this.sizesBytes[cell]
    const modifiedUtc = formatTimestampNs(this.timesNs[cell] ?? 0n)
    const isAsRecorded = records.some((record) => record.sizeBytes === sizeBytes && record.modifiedUtc === modifiedUtc)
    this.marks[cell] = isAsRecorded ? marks.asRecorded : marks.unlikeRecorded
  }

  /** Whether size and time tell all: where they are not as recorded, the artifact may still be what was built. */
  isSure(cell: number): boolean {
    return this.marks[cell] !== marks.unlikeRecorded
  }

  isAsRecorded(cell: number): boolean {
    return this.marks[cell] === marks.asRecorded
  }

  /** Undefined where no artifact is there. */
  judge(cell: number): JudgedArtifact | undefined {
    const sizeBytes = this.sizesBytes[cell] ?? nothing
    if (sizeBytes === nothing) return undefined
    return { sizeBytes, isRecorded: this.isAsRecorded(cell), isAltered: false }
  }
}
