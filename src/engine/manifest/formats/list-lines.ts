import type { LineBlock } from '../line-blocks.ts'
import { invalidLine, type ListParser } from './list-parser.ts'

const newline = 0x0a
const carriageReturn = 0x0d

/** Hands the lines of a list to its parser, without their line ends. */
export class ListLines {
  /** Lines so far. */
  count = 0
  readonly warnings: string[] = []
  private readonly file: string
  private readonly parser: ListParser
  /** Whether lines end in CRLF: the first one tells, for in a list of GNU a name may end in a carriage return. */
  private isCrlf = false

  constructor(file: string, parser: ListParser) {
    this.file = file
    this.parser = parser
  }

  take({ bytes, start, end, isLast }: LineBlock): void {
    const nul = bytes.subarray(start, end).indexOf(0)
    for (let at = start; at < end;) {
      const found = bytes.indexOf(newline, at)
      const isCut = found < 0 || found >= end
      const lineEnd = isCut ? end : found
      if (nul >= 0 && start + nul < lineEnd) throw this.refuseNul()
      this.takeLine(bytes, at, lineEnd)
      if (isCut && isLast) this.warnings.push('The last line has no line end: the list may have been cut off.')
      at = lineEnd + 1
    }
  }

  private takeLine(bytes: Buffer, start: number, end: number): void {
    this.count += 1
    const hasReturn = end > start && bytes[end - 1] === carriageReturn
    if (this.count === 1) this.isCrlf = hasReturn
    const textEnd = this.isCrlf && hasReturn ? end - 1 : end
    if (textEnd > start) this.parser.takeLine(bytes, start, textEnd, this.count)
  }

  private refuseNul(): Error {
    const problem =
      'holds a NUL byte: a list whose lines end in NUL (--zero) is not read, nor is a file that is no text'
    return invalidLine(this.file, this.count + 1, problem)
  }
}
