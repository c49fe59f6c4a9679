import type { FindingList } from '../../engine/index.ts'
import type { Finding } from '../../shared/model/verdict.ts'

/** More findings than this are counted and not told one by one. */
export const maxToldFindings = 10_000

/** What became of a finding from one look to the next: it is there, it is another one, or it is there no more. */
export interface FindingChange {
  readonly change: 'came' | 'altered' | 'went'
  readonly finding: Finding
}

function keyOf(finding: Finding): string {
  return `${finding.path}\0${finding.fromPath ?? ''}\0${finding.left === undefined ? 'r' : 'l'}`
}

/** Remembers the findings told last, so that only what changed since is told. */
export class ToldFindings {
  private told = new Map<string, Finding>()

  /** Loudest first, those that went at the end. Of more than 10,000 findings the first are told. */
  advance(findings: FindingList): FindingChange[] {
    const now = new Map<string, Finding>()
    const changes: FindingChange[] = []
    for (let at = 0; at < Math.min(findings.length, maxToldFindings); at += 1) {
      const finding = findings.at(at)
      const key = keyOf(finding)
      const before = this.told.get(key)
      now.set(key, finding)
      if (before === undefined) changes.push({ change: 'came', finding })
      else if (before.verdict !== finding.verdict || before.evidence !== finding.evidence)
        changes.push({ change: 'altered', finding })
    }
    for (const [key, finding] of this.told) if (!now.has(key)) changes.push({ change: 'went', finding })
    this.told = now
    return changes
  }
}
