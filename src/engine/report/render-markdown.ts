import type { Entry } from '../../shared/model/entry.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import { escapeName, escapeText } from '../../shared/text/escape-name.ts'
import { formatCount } from '../../shared/text/quantities.ts'
import { wordOfVerdict } from '../../shared/text/verdict-words.ts'
import { pickDigests, type ShownDigest } from './compared-digests.ts'
import { digestReport } from './digest-report.ts'
import { codeBlock, codeSpan, plainText, tableRow } from './markdown-text.ts'
import { listRunFacts, listSealFacts, listSubjects, listVerdictCounts, type Fact } from './report-facts.ts'
import type { CheckStep, ReportModel } from './report-model.ts'
import { wordOfOutcome } from './report-words.ts'
import { showFromPath, showPath, showTime } from './shown-text.ts'

/** The report as Markdown with the tables of GitHub; every name is in a code span and can inject nothing. Errors: `cancelled`. */
export async function* renderMarkdown(model: ReportModel, signal?: AbortSignal): AsyncGenerator<string> {
  const { summary } = model
  yield `# ${summary.title}\n\n**${wordOfOutcome(summary)}.** ${plainText(summary.conclusion)}\n`
  yield factTable(listRunFacts(model))
  yield '\n## What was looked at\n'
  for (const { title, facts } of listSubjects(summary)) yield `\n### ${title}\n${factTable(facts)}`
  yield* renderCounts(model)
  yield* renderFindings(model)
  yield* renderErrors(model)
  if (summary.warnings.length > 0) {
    yield `\n## Warnings\n\n${summary.warnings.map((warning) => `- ${plainText(escapeText(warning))}\n`).join('')}`
  }
  if (summary.seals.length > 0) yield `\n## Seals\n${factTable(listSealFacts(summary))}`
  yield `\n## How to check this without Assay\n${summary.howToCheck.map(renderStep).join('')}`
  const digests = await digestReport(model, signal)
  yield '\n## Digests of this report\n\n'
  yield 'Of the lines of data that the JSON and the HTML report of this run hold, as its first check recomputes them.\n'
  yield factTable(Object.entries(digests).map(([name, value]) => ({ name, value, isExact: true })))
}

function factTable(facts: readonly Fact[]): string {
  const rows = facts.map(({ name, value, isExact }) => tableRow([name, isExact ? codeSpan(value) : plainText(value)]))
  return `\n| | |\n|---|---|\n${rows.join('')}`
}

function* renderCounts({ summary }: ReportModel): Generator<string> {
  const counts = listVerdictCounts(summary)
  if (counts.length === 0) return
  yield '\n## Counts\n\n| Verdict | Paths |\n|---|---:|\n'
  for (const { verdict, count } of counts) yield tableRow([wordOfVerdict(verdict), formatCount(count)])
}

function* renderFindings({ summary, findings }: ReportModel): Generator<string> {
  const { note } = summary.findingExtent
  if (summary.manifest !== null && findings.length === 0) return
  yield `\n## Findings\n\n${note === null ? '' : `${plainText(note)}\n\n`}`
  if (findings.length === 0) {
    if (note === null) yield 'None.\n'
    return
  }
  yield '| Verdict | Path | Left | Right | Evidence |\n|---|---|---|---|---|\n'
  for (let index = 0; index < findings.length; index += 1) yield findingRow(findings.at(index))
}

function findingRow(finding: Finding): string {
  const from = showFromPath(finding)
  const group = finding.group === undefined ? '' : ` (group ${finding.group})`
  const digests = pickDigests(finding)
  return tableRow([
    `${wordOfVerdict(finding.verdict)}${group}`,
    `${codeSpan(showPath(finding))}${from === undefined ? '' : ` from ${codeSpan(from)}`}`,
    describeEntry(finding.left, digests.left),
    describeEntry(finding.right, digests.right),
    plainText(escapeText(finding.evidence)),
  ])
}

function describeEntry(entry: Entry | undefined, digest: ShownDigest | undefined): string {
  if (entry === undefined) return ''
  const parts = [
    entry.kind === 'file' ? '' : entry.kind,
    entry.sizeBytes === undefined ? '' : `${formatCount(entry.sizeBytes)} B`,
    entry.modifiedUtc === undefined ? '' : showTime(entry.modifiedUtc, 9),
    digest === undefined ? '' : `${digest.algorithm} ${codeSpan(digest.digest)}`,
    entry.target === undefined ? '' : `to ${codeSpan(escapeName(entry.target))}`,
    entry.error === undefined ? '' : plainText(escapeText(`${entry.error.code}: ${entry.error.message}`)),
  ]
  return parts.filter((part) => part !== '').join(', ')
}

function* renderErrors({ summary, errors }: ReportModel): Generator<string> {
  if (errors.length === 0) return
  const { note } = summary.errorExtent
  yield `\n## Errors\n\n${note === null ? '' : `${plainText(note)}\n\n`}| Path | Error |\n|---|---|\n`
  for (const { path, code, message } of errors) {
    yield tableRow([codeSpan(escapeName(path)), plainText(escapeText(`${code}: ${message}`))])
  }
}

function renderStep({ title, text, commands, expected }: CheckStep): string {
  const answer = expected === null ? '' : `\nIt answers ${codeSpan(escapeText(expected))}\n`
  return `\n### ${plainText(title)}\n\n${plainText(text)}\n\n${codeBlock(commands)}${answer}`
}
