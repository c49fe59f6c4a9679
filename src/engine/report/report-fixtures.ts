import type { Entry } from '../../shared/model/entry.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import type { Finding, Verdict, VerdictCounts } from '../../shared/model/verdict.ts'
import type { ReportFormat } from '../../shared/model/report.ts'
import { buildReport } from './build-report.ts'
import type { ReportFacts, ReportModel } from './report-model.ts'
import { renderReport } from './render-report.ts'

/** Names that want to be markup, formulas, terminal commands or other names. Each is a file name that Linux takes. */
export const hostileNames = [
  '<img src=x onerror=alert(1)>.png',
  '</script><script>alert(2)<',
  ']]><svg onload=alert(3)>',
  '<!--',
  '-->',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\ttab',
  '\rcarriage',
  'photo\u202egpj.exe',
  'esc\u001b[31mred\u001b]0;title\u0007',
  'new\nline',
  '`code` | pipe `` || \\| end\\',
  '*bold* [link](javascript:alert(4)) www.example.org @everyone',
  'zero\u200bwidth\ufeff',
  '__proto__',
  'quote\' " $(touch x) `touch y`',
  '日本語/文書 漢字.txt',
  '한국어 파일.txt',
  'Ελληνικά Русский עברית العربية.txt',
  'हिन्दी ไทย አማርኛ.txt',
  'emoji 😀 \u{20000} \u{10ffff}.txt',
] as const

const digest = (index: number) => index.toString(16).padStart(8, '0').repeat(8)

export function makeEntry(path: string, index: number, more: Partial<Entry> = {}): Entry {
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    kind: 'file',
    sizeBytes: 1000 + index * 37,
    modifiedUtc: '2026-11-01T08:30:00.123456789Z',
    mode: 0o644,
    digests: { sha256: digest(index) },
    ...more,
  }
}

/** A finding of each verdict in turn, on ordinary paths. */
export function makeFinding(index: number): Finding {
  const cycle: readonly Verdict[] = ['suspected-corruption', 'edited', 'removed', 'moved', 'added', 'unreadable']
  const verdict = cycle[index % cycle.length] ?? 'edited'
  const path = `data/2026/${String(index % 97).padStart(2, '0')}/sensor readings of station ${index}/measurement_${index}.parquet`
  const left = makeEntry(path, index)
  const right = makeEntry(path, index + 1_000_000)
  const evidence = `SHA-256 was ${digest(index).slice(0, 8)} and is ${digest(index + 1_000_000).slice(0, 8)}; the size differs.`
  if (verdict === 'removed') return { verdict, path, left, evidence: 'Only on the left.' }
  if (verdict === 'added') return { verdict, path, right, evidence: 'Only on the right.' }
  if (verdict === 'moved') {
    const fromPath = `raw/${index}.parquet`
    return { verdict, path, fromPath, left: makeEntry(fromPath, index), right: left, evidence: 'Same digest and size.' }
  }
  if (verdict === 'unreadable') {
    const error = { code: 'EACCES', message: 'permission denied' }
    return { verdict, path, left, right: { ...right, digests: {}, error }, evidence: 'EACCES: permission denied' }
  }
  return { verdict, path, left, right, evidence }
}

/** Every hostile name as an edited file, one of them not UTF-8. */
export function makeHostileFindings(): Finding[] {
  const named = hostileNames.map((name, index): Finding => ({
    verdict: 'edited',
    path: name,
    left: makeEntry(name, index),
    right: makeEntry(name, index + 500),
    evidence: `The content of ${name} differs.`,
  }))
  const path = 'bad \ufffd\ufffd name'
  const pathBase64 = Buffer.from([0x62, 0x61, 0x64, 0x20, 0xff, 0xfe, 0x20, 0x6e, 0x61, 0x6d, 0x65]).toString('base64')
  const entry = makeEntry(path, 900, { pathBase64 })
  return [...named, { verdict: 'added', path, right: entry, evidence: 'Only on the right.' }]
}

function countVerdicts(findings: readonly Finding[]): VerdictCounts {
  const counts: VerdictCounts = { unchanged: 1_000_000 }
  for (const { verdict } of findings) counts[verdict] = (counts[verdict] ?? 0) + 1
  return counts
}

/** The record of a verify that found these. */
export function makeVerifyRecord(findings: readonly Finding[], more: Partial<RunRecord> = {}): RunRecord {
  const counts = countVerdicts(findings)
  const times = { startedUtc: '2026-11-20T21:25:01.123Z', finishedUtc: '2026-11-20T21:27:14.900Z' }
  return {
    version: 1,
    runId: 'run_20261120_212501',
    kind: 'verify',
    state: 'completed',
    directory: '/data/in',
    manifest: '/home/assay/manifests/in_run_20261101_080000.manifest.json',
    ...times,
    host: 'archive-1',
    processId: 1,
    processStart: '',
    command: ['assay', 'verify', '/home/assay/manifests/in_run_20261101_080000.manifest.json', '/data/in'],
    toolVersion: '0.1.0',
    errorCount: 1,
    errors: [{ path: 'locked/<b>secret</b>.bin', code: 'EACCES', message: 'permission denied' }],
    counts,
    result: {
      kind: 'verify',
      runId: 'run_20261120_212501',
      status: findings.length === 0 ? 'clean' : 'incomplete',
      left: {
        location: '/home/assay/manifests/in_run_20261101_080000.manifest.json',
        format: 'assay-manifest',
        runId: 'run_20261101_080000',
        fileCount: 1_000_012,
        totalSizeBytes: 2_104_567_890_123,
        seal: { state: 'intact', root: digest(77) },
      },
      right: { location: '/data/in', format: 'folder', fileCount: 1_000_020, totalSizeBytes: 2_104_999_890_123 },
      counts,
      findingCount: findings.length,
      isQuick: false,
      isStrict: false,
      ...times,
      durationMs: 133_777,
      warnings: ['2 paths differ only in the case of their letters: a file system that ignores case cannot hold both.'],
    },
    ...more,
  }
}

export const fixedFacts: ReportFacts = { toolVersion: '0.1.0', createdUtc: '2026-11-21T09:00:00.000Z' }

/** A report of a verify that found these. */
export function makeReport(findings: Finding[], more: Partial<RunRecord> = {}, facts = fixedFacts): ReportModel {
  return buildReport(
    makeVerifyRecord(findings, more),
    { length: findings.length, at: (index) => findings[index]! },
    facts,
  )
}

/** A rendering whole, as text; of a PDF, a character a byte. */
export async function renderWhole(model: ReportModel, format: ReportFormat): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of renderReport(model, format)) chunks.push(chunk)
  return Buffer.concat(chunks).toString(format === 'pdf' ? 'latin1' : 'utf8')
}
