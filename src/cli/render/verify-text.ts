import type { FindingList, VerifyOutcome } from '../../engine/index.ts'
import type { Entry } from '../../shared/model/entry.ts'
import type { VerifyResult } from '../../shared/model/run.ts'
import { verdicts, type Finding } from '../../shared/model/verdict.ts'
import type { CliStream } from '../streams.ts'
import type { Colours } from './colours.ts'
import { escapeEntryPath, escapeLocation, escapeName, escapeText } from './escape-name.ts'
import { renderFields } from './fields.ts'
import { formatCount, formatCounted, formatDuration, formatSizeExactly } from './quantities.ts'
import { renderSealWarning } from './seal-text.ts'
import { TextBatch } from './text-batch.ts'
import { renderVerdict, renderVerdictCount } from './verdict-style.ts'

/** Prints every finding, loudest first, then the summary: what a person reads last stands last. */
export async function printVerifyText(
  outcome: VerifyOutcome,
  isAll: boolean,
  stdout: CliStream,
  colours: Colours,
): Promise<void> {
  const batch = new TextBatch(stdout)
  const seal = outcome.result.left.seal
  if (seal?.state === 'broken') await batch.add(renderSealWarning(seal, colours))
  await addFindings(batch, outcome.findings, colours)
  if (isAll) await addFindings(batch, outcome.others, colours)
  if (outcome.findings.length > 0 || (isAll && outcome.others.length > 0)) await batch.add('\n')
  await batch.add(renderSummary(outcome.result, colours))
  await batch.flush()
}

async function addFindings(batch: TextBatch, findings: FindingList, colours: Colours): Promise<void> {
  const groups = groupAmbiguousMoves(findings)
  for (let index = 0; index < findings.length; index += 1) {
    const finding = findings.at(index)
    if (finding.group === undefined) {
      await batch.add(`${renderFinding(finding, colours)}\n`)
      continue
    }
    const members = groups.get(finding.group) ?? []
    // The whole group stands where its first member does.
    if (members[0] === index) await addGroup(batch, finding.group, members, findings, colours)
  }
}

/** Indexes of the members of each group, as only those are kept apart: groups are rare and findings many. */
function groupAmbiguousMoves(findings: FindingList): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (const index of findings.select({ verdicts: ['ambiguous-move'], search: '' })) {
    const { group } = findings.at(index)
    if (group === undefined) continue
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [index])
    else members.push(index)
  }
  return groups
}

async function addGroup(
  batch: TextBatch,
  group: number,
  members: readonly number[],
  findings: FindingList,
  colours: Colours,
): Promise<void> {
  const gone = members.filter((index) => findings.at(index).right === undefined)
  const appeared = members.filter((index) => findings.at(index).right !== undefined)
  const { left, right } = findings.at(members[0] ?? 0)
  const sizeBytes = (left ?? right)?.sizeBytes
  const size = sizeBytes === undefined ? '' : ` (${formatSizeExactly(sizeBytes)})`
  const label = `group ${group}: ${gone.length} gone and ${appeared.length} new with the same content${size}`
  const why = colours.dim('nothing tells which became which')
  await batch.add(`${renderVerdict('ambiguous-move', colours)}  ${label}  ${why}\n`)
  for (const index of gone) await batch.add(`    - gone  ${shownPath(findings.at(index))}\n`)
  for (const index of appeared) await batch.add(`    + new   ${shownPath(findings.at(index))}\n`)
}

function shownPath(finding: Finding): string {
  return shownEntry(finding.path, finding.right ?? finding.left)
}

function shownEntry(path: string, entry: Entry | undefined): string {
  return escapeEntryPath(path, entry?.pathBase64)
}

function renderFinding(finding: Finding, colours: Colours): string {
  const from = finding.fromPath === undefined ? '' : `${shownEntry(finding.fromPath, finding.left)} -> `
  const evidence = colours.dim(escapeText(finding.evidence))
  return `${renderVerdict(finding.verdict, colours)}  ${from}${shownPath(finding)}  ${evidence}`
}

const headlines = {
  clean: ['green', '= clean', 'everything is as the manifest says'],
  findings: ['yellow', '! findings', 'the folder is not as the manifest says'],
  incomplete: ['red', 'x incomplete', 'something could not be checked'],
} as const

function renderSummary(result: VerifyResult, colours: Colours): string {
  const [colour, word, meaning] = headlines[result.status]
  const counts = verdicts.flatMap((verdict) => {
    const count = result.counts[verdict] ?? 0
    return count === 0 ? [] : [renderVerdictCount(verdict, formatCount(count), colours)]
  })
  const { left, right } = result
  const fields = renderFields(
    [
      ['verdicts', counts.length === 0 ? 'none: nothing to compare' : counts.join('   ')],
      ['manifest', `${escapeLocation(left.location)}  ${colours.dim(formatCounted(left.fileCount, 'file'))}`],
      ['folder', `${escapeLocation(right.location)}  ${colours.dim(formatCounted(right.fileCount, 'file'))}`],
      [
        'checked',
        `${formatSizeExactly(right.totalSizeBytes)} in ${formatDuration(result.durationMs)}${result.isQuick ? ', quick' : ''}`,
      ],
      ['run', escapeName(result.runId)],
    ],
    colours,
  )
  return `${colours[colour](word)}: ${meaning}\n${fields}`
}
