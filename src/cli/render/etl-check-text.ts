import { basename } from 'node:path'
import type { FileCopy, PipelineFinding, RecordedAudit } from '../../engine/index.ts'
import { recordStates } from '../../shared/model/pipeline-audit.ts'
import type { Colours } from './colours.ts'
import { escapeEntryPath, escapeLocation, escapeName, escapeText } from './escape-name.ts'
import { renderFields } from './fields.ts'
import { formatCount, formatCounted } from './quantities.ts'

type Look = readonly [sign: string, colour: 'red' | 'yellow' | 'green' | 'dim']

/** Each kind has its own sign and its word: colour is never the only difference. */
const looks: Readonly<Record<PipelineFinding['kind'], Look>> = {
  corrupt: ['x', 'red'],
  altered: ['!', 'red'],
  resized: ['~', 'yellow'],
  missing: ['-', 'yellow'],
  'not-a-file': ['^', 'yellow'],
  'outside-root': ['x', 'red'],
  unreadable: ['x', 'red'],
  duplicate: ['&', 'yellow'],
  'unknown-file': ['+', 'yellow'],
  stale: ['!', 'yellow'],
  present: ['=', 'green'],
  verified: ['=', 'green'],
  superseded: ['.', 'dim'],
}
const widest = Math.max(...Object.keys(looks).map((kind) => kind.length))

const headlines = {
  clean: ['green', '= clean', 'every recorded file is as its record says'],
  findings: ['yellow', '! findings', 'not all is as the manifests say'],
  incomplete: ['red', 'x incomplete', 'something could not be checked'],
} as const

function renderKind(kind: PipelineFinding['kind'], colours: Colours): string {
  const [sign, colour] = looks[kind]
  return colours[colour](`${sign} ${kind.padEnd(widest)}`)
}

function nameWhere({ kind, path, pathBase64, manifest = '', field, line }: PipelineFinding): string {
  if (kind === 'duplicate' || path !== undefined) {
    return pathBase64 === undefined ? escapeLocation(path ?? '') : escapeEntryPath(path ?? '', pathBase64)
  }
  const place = line === undefined ? '' : `:${line}`
  return `${escapeLocation(manifest)}${place}${field === undefined || field === '' ? '' : `  ${escapeText(field)}`}`
}

/** A line a finding; a duplicate has one more for each of its records. */
export function renderPipelineFinding(finding: PipelineFinding, colours: Colours): string {
  const { kind, evidence, copies = [] } = finding
  const lines = [`${renderKind(kind, colours)}  ${nameWhere(finding)}  ${colours.dim(escapeText(evidence))}\n`]
  for (const { process, manifest, time, path } of copies) {
    const where = `${escapeText(process ?? 'unknown process')}  ${escapeText(time)}  ${escapeLocation(path)}`
    lines.push(`    ${where}  ${colours.dim(escapeLocation(manifest))}\n`)
  }
  return lines.join('')
}

/** A line: what it is a copy of, and which manifest says so. */
export function renderCopy({ path, records }: FileCopy, colours: Colours): string {
  const [first] = records
  const known = first === undefined ? '' : `copy of ${first.path}, recorded in ${basename(first.manifest)}`
  const more = records.length < 2 ? '' : `, and ${formatCounted(records.length - 1, 'more record')}`
  const kind = colours.dim(`: ${'copy'.padEnd(widest)}`)
  return `${kind}  ${escapeLocation(path)}  ${colours.dim(escapeText(`${known}${more}`))}\n`
}

/** Status and counts in a few lines. */
export function renderAuditSummary({ status, audit, copies, runId }: RecordedAudit, colours: Colours): string {
  const [colour, word, meaning] = headlines[status]
  const { counts, facts, unknown, files } = audit
  const states = recordStates.filter((state) => counts[state] > 0)
  const shown = states.map((state) =>
    colours[looks[state][1]](`${looks[state][0]} ${formatCount(counts[state])} ${state}`),
  )
  const corrupt = facts.filter(({ health }) => health.includes('corrupt')).length
  const looked = unknown.folders.length === 0 ? undefined : formatCounted(unknown.folders.length, 'folder')
  const unknownFiles = formatCounted(unknown.files.length - copies.length, 'file')
  const fields = renderFields(
    [
      ['manifests', `${formatCount(facts.length)}${corrupt === 0 ? '' : `, ${formatCount(corrupt)} corrupt`}`],
      ['records', formatCount(files.length)],
      ['files', shown.length === 0 ? undefined : shown.join('  ')],
      ['unknown', looked === undefined ? undefined : `${unknownFiles} in ${looked}`],
      ['copies', copies.length === 0 ? undefined : `${formatCounted(copies.length, 'file')} whose content is recorded`],
      ['run', escapeName(runId)],
    ],
    colours,
  )
  return `${colours[colour](word)}: ${meaning}\n${fields}`
}
