import type { LoadedProcessManifest, ManifestFacts } from '../../engine/index.ts'
import type { ManifestHealth } from '../../shared/model/pipeline-audit.ts'
import {
  recordPath,
  recordSizeBytes,
  recordSource,
  recordTime,
  recordVersion,
  type ProcessRecord,
} from '../../shared/model/process-manifest.ts'
import type { Colours } from './colours.ts'
import { escapeLocation, escapeName, escapeText } from './escape-name.ts'
import { renderFields } from './fields.ts'
import { formatCount, formatCounted, formatSize, formatSizeExactly } from './quantities.ts'
import { textWidth } from './text-width.ts'

const maxProblems = 50
const shownDigits = 12

const looks: Readonly<Record<ManifestHealth, readonly [sign: string, colour: 'red' | 'yellow' | 'green' | 'dim']>> = {
  corrupt: ['x', 'red'],
  stale: ['!', 'yellow'],
  'mixed-versions': ['~', 'dim'],
  empty: ['-', 'dim'],
  valid: ['=', 'green'],
}

function nameHealth(health: readonly ManifestHealth[]): string {
  return health.map((state) => `${looks[state][0]} ${state}`).join(', ')
}

function paintHealth(health: readonly ManifestHealth[], text: string, colours: Colours): string {
  const [loudest = 'valid'] = health
  return colours[looks[loudest][1]](text)
}

/** "2026-11-20 21:25:01Z". */
export function shortTime(timeMs: number | null): string {
  return timeMs === null ? 'unknown' : `${new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')}Z`
}

function describeVersions({ versions }: ManifestFacts): string {
  return versions.map(({ version }) => escapeText(version)).join(', ')
}

function describeBytes({ totalSizeBytes, unsizedCount, recordCount }: ManifestFacts): string {
  return unsizedCount === recordCount && recordCount > 0 ? 'not told' : formatSize(totalSizeBytes)
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)))
}

/** A line a manifest: its health, records, bytes, last update, versions and name. */
export function renderManifestTable(all: readonly ManifestFacts[], colours: Colours): string {
  const heading = ['health', 'records', 'bytes', 'updated', 'versions', 'manifest']
  const rows = all.map((facts) => [
    nameHealth(facts.health),
    formatCount(facts.recordCount),
    describeBytes(facts),
    shortTime(facts.updatedMs),
    describeVersions(facts),
    escapeName(facts.fileName),
  ])
  const widths = heading.map((title, at) => Math.max(title.length, ...rows.map((row) => textWidth(row[at] ?? ''))))
  const line = (cells: readonly string[]): string[] => {
    return cells.map((cell, at) => {
      const width = widths[at] ?? 0
      if (at === 1 || at === 2) return cell.padStart(width)
      return at === cells.length - 1 ? cell : pad(cell, width)
    })
  }
  const lines = rows.map((row, at) => {
    const [health = '', ...rest] = line(row)
    return `${paintHealth(all[at]?.health ?? [], health, colours)}  ${rest.join('  ')}\n`
  })
  return `${colours.dim(line(heading).join('  '))}\n${lines.join('')}`
}

/** What a manifest says of itself, and what is wrong with it. */
export function renderProcessManifest(facts: ManifestFacts, loaded: LoadedProcessManifest, colours: Colours): string {
  const damaged = facts.damagedCount === 0 ? '' : `, ${formatCount(facts.damagedCount)} damaged`
  const unsized = facts.unsizedCount === 0 ? '' : `, ${formatCounted(facts.unsizedCount, 'record')} without a size`
  const fields = renderFields(
    [
      ['health', paintHealth(facts.health, nameHealth(facts.health), colours)],
      ['process', facts.process === null ? undefined : escapeText(facts.process)],
      ['domain', facts.domain === null ? undefined : escapeText(facts.domain)],
      ['version', facts.etlVersion === null ? undefined : escapeText(facts.etlVersion)],
      ['records', `${formatCount(facts.recordCount)}${damaged}`],
      ['bytes', `${formatSizeExactly(facts.totalSizeBytes)}${unsized}`],
      ['sources', facts.sourceCount === 0 ? undefined : formatCount(facts.sourceCount)],
      ['versions', facts.versions.map(describeVersion).join(', ') || undefined],
      ['created', facts.createdMs === null ? undefined : shortTime(facts.createdMs)],
      ['updated', shortTime(facts.updatedMs)],
      ['root', loaded.metadata === null ? undefined : escapeLocation(loaded.metadata.root_dir)],
    ],
    colours,
  )
  return `${colours.bold(escapeLocation(facts.path))}\n${fields}${renderProblems(loaded, colours)}`
}

function describeVersion({ version, recordCount }: ManifestFacts['versions'][number]): string {
  return `${escapeText(version)} (${formatCounted(recordCount, 'record')})`
}

function renderProblems({ problems, problemCount, warnings }: LoadedProcessManifest, colours: Colours): string {
  const tell = ({ line, field, message }: LoadedProcessManifest['problems'][number]): string =>
    `line ${line}: ${field === '' ? 'the file' : escapeText(field)} ${escapeText(message)}\n`
  const lines = problems.slice(0, maxProblems).map((problem) => `  ${colours.red('x')} ${tell(problem)}`)
  const more = problemCount - lines.length
  if (more > 0) lines.push(`  ${colours.red('x')} ${formatCounted(more, 'more problem')}\n`)
  lines.push(...warnings.map((warning) => `  ${colours.yellow('!')} ${tell(warning)}`))
  return lines.length === 0 ? '' : `\n${lines.join('')}`
}

/** One record a line: time, size, version, source, the start of its checksum, and its file. */
export function renderRecord(record: ProcessRecord, colours: Colours): string {
  const sizeBytes = recordSizeBytes(record)
  const source = recordSource(record)
  const parts = [
    escapeText(recordTime(record)),
    (sizeBytes === null ? '-' : formatSize(sizeBytes)).padStart(9),
    escapeText(recordVersion(record)),
    ...(source === null ? [] : [escapeText(source)]),
    colours.dim(record.checksum.slice(0, shownDigits)),
    escapeLocation(recordPath(record)),
  ]
  return `${parts.join('  ')}\n`
}
