import type { Finding } from '../../../../shared/model/verdict.ts'
import { parseFinding } from './parse-finding.ts'
import { inSlices } from './time-slices.ts'

const rememberedFindings = 400

/** Findings by number, parsed as they are asked for, with what filtering and searching need of each. */
export class FindingIndex {
  readonly length: number
  private readonly lines: readonly string[]
  private readonly verdicts: string[]
  private readonly searchTexts: (string | undefined)[]
  private readonly remembered = new Map<number, Finding>()

  constructor(lines: readonly string[]) {
    this.lines = lines
    this.length = lines.length
    this.verdicts = lines.map((line) => /^\{"verdict":"([^"]*)"/u.exec(line)?.[1] ?? '')
    this.searchTexts = Array.from({ length: lines.length })
  }

  at(index: number): Finding {
    const known = this.remembered.get(index)
    if (known !== undefined) return known
    const finding = parseFinding(this.lines[index] ?? '{}')
    if (this.remembered.size >= rememberedFindings) this.remembered.clear()
    this.remembered.set(index, finding)
    return finding
  }

  countVerdicts(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const verdict of this.verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
    return counts
  }

  /** Numbers of the findings with one of the verdicts (any, when none is named) and the text; undefined when it became stale. */
  async select(verdicts: ReadonlySet<string>, search: string, isStale: () => boolean): Promise<number[] | undefined> {
    const wanted = search.toLowerCase()
    const found: number[] = []
    const isWhole = await inSlices(
      this.length,
      (index) => {
        if (verdicts.size > 0 && !verdicts.has(this.verdicts[index] ?? '')) return
        if (wanted === '' || this.searchTextOf(index).includes(wanted)) found.push(index)
      },
      isStale,
    )
    return isWhole ? found : undefined
  }

  /** What is searched: paths, evidence and digests, which is all of the line there is to read. */
  private searchTextOf(index: number): string {
    let text = this.searchTexts[index]
    if (text === undefined) {
      const { path, fromPath, evidence, left, right } = parseFinding(this.lines[index] ?? '{}')
      const digests = [...Object.values(left?.digests ?? {}), ...Object.values(right?.digests ?? {})]
      text = [path, fromPath ?? '', evidence, ...digests].join('\n').toLowerCase()
      this.searchTexts[index] = text
    }
    return text
  }
}
