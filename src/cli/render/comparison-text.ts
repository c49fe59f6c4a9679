import type { CompareOutcome, FindingList, VerifyOutcome } from '../../engine/index.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import type { CliStream } from '../streams.ts'
import type { Colours } from './colours.ts'
import { renderComparisonSummary } from './comparison-summary.ts'
import { escapeEntryPath, escapeText } from './escape-name.ts'
import { formatSizeExactly } from './quantities.ts'
import { renderSealWarning } from './seal-text.ts'
import { TextBatch } from './text-batch.ts'
import { renderVerdict } from './verdict-style.ts'

/** Prints every finding, loudest first, then the summary: what a person reads last stands last. */
export async function printComparisonText(
  outcome: VerifyOutcome | CompareOutcome,
  isAll: boolean,
  stdout: CliStream,
  colours: Colours,
): Promise<void> {
  const batch = new TextBatch(stdout)
  const { result } = outcome
  for (const side of ['left', 'right'] as const) {
    const { seal } = result[side]
    const what = result.kind === 'verify' ? 'this manifest' : `the ${side} manifest`
    if (seal?.state === 'broken') await batch.add(renderSealWarning(seal, colours, what))
  }
  await addFindings(batch, outcome.findings, colours)
  if (isAll) await addFindings(batch, outcome.others, colours)
  if (outcome.findings.length > 0 || (isAll && outcome.others.length > 0)) await batch.add('\n')
  await batch.add(renderComparisonSummary(result, colours))
  await batch.flush()
}

async function addFindings(batch: TextBatch, findings: FindingList, colours: Colours): Promise<void> {
  let group: AmbiguousGroup | undefined
  for (let index = 0; index < findings.length; index += 1) {
    const finding = findings.at(index)
    // The members of a group stand together.
    if (group !== undefined && finding.group !== group.number) {
      await addGroup(batch, group, colours)
      group = undefined
    }
    if (finding.group !== undefined) {
      group ??= new AmbiguousGroup(finding.group)
      group.add(finding)
    } else if (batch.gather(`${renderFinding(finding, colours)}\n`)) await batch.flush()
    if (batch.isClosed) return
  }
  if (group !== undefined) await addGroup(batch, group, colours)
}

class AmbiguousGroup {
  readonly number: number
  readonly gone: string[] = []
  readonly appeared: string[] = []
  sizeBytes: number | undefined

  constructor(number: number) {
    this.number = number
  }

  add(finding: Finding): void {
    ;(finding.right === undefined ? this.gone : this.appeared).push(shownPath(finding))
    this.sizeBytes ??= (finding.left ?? finding.right)?.sizeBytes
  }
}

async function addGroup(
  batch: TextBatch,
  { number, gone, appeared, sizeBytes }: AmbiguousGroup,
  colours: Colours,
): Promise<void> {
  const size = sizeBytes === undefined ? '' : ` (${formatSizeExactly(sizeBytes)})`
  const label = `group ${number}: ${gone.length} gone and ${appeared.length} new with the same content${size}`
  const why = colours.dim('nothing tells which became which')
  await batch.add(`${renderVerdict('ambiguous-move', colours)}  ${label}  ${why}\n`)
  for (const path of gone) await batch.add(`    - gone  ${path}\n`)
  for (const path of appeared) await batch.add(`    + new   ${path}\n`)
}

function shownPath({ path, left, right }: Finding): string {
  return escapeEntryPath(path, (right ?? left)?.pathBase64)
}

export function renderFinding(finding: Finding, colours: Colours): string {
  const { verdict, fromPath, left } = finding
  const from = fromPath === undefined ? '' : `${escapeEntryPath(fromPath, left?.pathBase64)} -> `
  const evidence = colours.dim(escapeText(finding.evidence))
  return `${renderVerdict(verdict, colours)}  ${from}${shownPath(finding)}  ${evidence}`
}
