import { stringify } from 'csv-stringify/sync'
import type { Entry } from '../../shared/model/entry.ts'
import type { ScanError } from '../../shared/model/run.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import { escapeName, escapeText } from '../../shared/text/escape-name.ts'
import { pickDigests } from './compared-digests.ts'
import { digestReport } from './digest-report.ts'
import { listRunFacts, listSealFacts, listSubjects, listVerdictCounts } from './report-facts.ts'
import type { ReportModel } from './report-model.ts'
import { wordOfOutcome } from './report-words.ts'
import { showFromPath, showPath } from './shown-text.ts'

const columns = [
  'record',
  'verdict',
  'path',
  'from_path',
  'group',
  'left_kind',
  'right_kind',
  'left_size_bytes',
  'right_size_bytes',
  'left_modified_utc',
  'right_modified_utc',
  'left_algorithm',
  'left_digest',
  'right_algorithm',
  'right_digest',
  'left_error',
  'right_error',
  'evidence',
] as const

type Row = Partial<Record<(typeof columns)[number], string | number | undefined>>

const rowsAtOnce = 200

/**
 * The report as CSV (RFC 4180, with `\n`): a heading, a `finding` a row, an `error` a row, and at the end `report` rows
 * that say what it is a report of. Names have nothing invisible in them, and no cell can be taken for a formula: the
 * exact names are in the JSON. Errors: `cancelled`.
 */
export async function* renderCsv(model: ReportModel, signal?: AbortSignal): AsyncGenerator<string> {
  yield `${columns.join(',')}\n`
  const { length } = model.findings
  for (let start = 0; start < length; start += rowsAtOnce) {
    const size = Math.min(rowsAtOnce, length - start)
    yield toCsv(Array.from({ length: size }, (_, index) => findingRow(model.findings.at(start + index))))
  }
  yield toCsv(model.errors.map(errorRow))
  yield toCsv(await listReportRows(model, signal))
}

function toCsv(rows: readonly Row[]): string {
  return stringify([...rows], { columns: [...columns], escape_formulas: true })
}

function findingRow(finding: Finding): Row {
  const { left, right, verdict, group, evidence } = finding
  const digests = pickDigests(finding)
  return {
    record: 'finding',
    verdict,
    path: showPath(finding),
    from_path: showFromPath(finding),
    group,
    left_kind: left?.kind,
    right_kind: right?.kind,
    left_size_bytes: left?.sizeBytes,
    right_size_bytes: right?.sizeBytes,
    left_modified_utc: left?.modifiedUtc,
    right_modified_utc: right?.modifiedUtc,
    left_algorithm: digests.left?.algorithm,
    left_digest: digests.left?.digest,
    right_algorithm: digests.right?.algorithm,
    right_digest: digests.right?.digest,
    left_error: showError(left),
    right_error: showError(right),
    evidence: escapeText(evidence),
  }
}

function showError(entry: Entry | undefined): string | undefined {
  return entry?.error === undefined ? undefined : escapeText(`${entry.error.code}: ${entry.error.message}`)
}

function errorRow(error: ScanError): Row {
  return { record: 'error', path: escapeName(error.path), evidence: escapeText(`${error.code}: ${error.message}`) }
}

async function listReportRows(model: ReportModel, signal?: AbortSignal): Promise<Row[]> {
  const { summary } = model
  const digests = await digestReport(model, signal)
  const notes = [summary.findingExtent.note, summary.errorExtent.note].filter((note) => note !== null)
  const facts = [
    [summary.title, `${wordOfOutcome(summary)}. ${escapeText(summary.conclusion)}`],
    ...notes.map((note) => ['Note', note]),
    ...listRunFacts(model).map(({ name, value }) => [name, value]),
    ...listSubjects(summary).flatMap(({ title, facts }) =>
      facts.map(({ name, value }) => [`${title}: ${name}`, value]),
    ),
    ...listVerdictCounts(summary).map(({ verdict, count }) => [`Count: ${verdict}`, String(count)]),
    ...summary.warnings.map((warning) => ['Warning', escapeText(warning)]),
    ...listSealFacts(summary).map(({ name, value }) => [`Seal: ${name}`, value]),
    ...Object.entries(digests).map(([name, digest]) => [`Digest of the ${name} of this report`, digest]),
    ['How to check it', 'The JSON, HTML, PDF and Markdown reports of this run say how.'],
  ]
  return facts.map(([path, evidence]) => ({ record: 'report', path, evidence }))
}
