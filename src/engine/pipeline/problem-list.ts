import { describeField, type ManifestProblem, type ManifestProblemReason } from '../../shared/model/process-manifest.ts'

const newline = 0x0a
/** More are counted only: somebody who sees ten thousand does not look at the next. */
const maxListed = 10_000

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
  private lineStarts: number[] | undefined

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
    const starts = (this.lineStarts ??= this.findLines())
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (starts[middle]! <= offset) low = middle + 1
      else high = middle
    }
    return low
  }

  private describe({ reason, path, message, byteOffset }: FoundProblem): ManifestProblem {
    const place = { line: this.lineAt(byteOffset), byteOffset }
    const problem = { reason, path, field: describeField(path), message, ...place }
    const key = path[0] === 'records' ? path[1] : undefined
    return key === undefined ? problem : { ...problem, key }
  }

  private findLines(): number[] {
    const starts = [0]
    for (let at = this.bytes.indexOf(newline); at >= 0; at = this.bytes.indexOf(newline, at + 1)) starts.push(at + 1)
    return starts
  }
}
