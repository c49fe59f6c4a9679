import { describeField, type ManifestProblem, type ManifestProblemReason } from '../../shared/model/process-manifest.ts'

const newline = 0x0a
/** More are counted only: somebody who sees ten thousand does not look at the next. */
const maxListed = 10_000
const blockBytes = 4096

export interface FoundProblem {
  readonly reason: ManifestProblemReason
  readonly path: readonly string[]
  readonly message: string
  readonly byteOffset: number
}

/** Collects what is wrong with one manifest, and tells the line of each place. */
export class ProblemList {
  readonly problems: ManifestProblem[] = []
  readonly warnings: ManifestProblem[] = []
  /** All problems, those that are not listed too; warnings do not count. */
  count = 0
  private readonly bytes: Buffer
  /** Line ends before each block of the file, as far as they were asked for. */
  private readonly linesBefore = [0]

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  add(found: FoundProblem): void {
    this.count += 1
    if (this.problems.length < maxListed) this.problems.push(this.describe(found))
  }

  warn(found: FoundProblem): void {
    this.warnings.push(this.describe(found))
  }

  /** Lines count from 1. */
  lineAt(offset: number): number {
    const block = Math.floor(offset / blockBytes)
    const { linesBefore } = this
    for (let next = linesBefore.length; next <= block; next += 1) {
      linesBefore.push(linesBefore[next - 1]! + this.countLineEnds((next - 1) * blockBytes, next * blockBytes))
    }
    return 1 + linesBefore[block]! + this.countLineEnds(block * blockBytes, offset)
  }

  private describe({ reason, path, message, byteOffset }: FoundProblem): ManifestProblem {
    const place = { line: this.lineAt(byteOffset), byteOffset }
    const problem = { reason, path, field: describeField(path), message, ...place }
    const key = path[0] === 'records' ? path[1] : undefined
    return key === undefined ? problem : { ...problem, key }
  }

  private countLineEnds(from: number, to: number): number {
    let count = 0
    for (let at = from; at < to; at += 1) if (this.bytes[at] === newline) count += 1
    return count
  }
}
