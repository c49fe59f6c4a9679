import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../../shared/model/run-record.ts'
import { buildReport } from './build-report.ts'
import { fixedFacts, makeFinding, makeReport, makeVerifyRecord } from './report-fixtures.ts'
import { toneOf, wordOfOutcome } from './report-words.ts'

const none = {
  length: 0,
  at(index: number): never {
    throw new RangeError(String(index))
  },
}

function withoutResult(more: Partial<RunRecord>): RunRecord {
  const { result: _, ...record } = makeVerifyRecord([])
  return { ...record, ...more }
}

describe('the report of a run', () => {
  it('says of a clean verify that all paths agree', () => {
    const { summary } = makeReport([])
    expect(summary.status).toBe('clean')
    expect(summary.conclusion).toBe('All 1,000,000 paths compared agree.')
    expect(summary.findingExtent).toEqual({ total: 0, recorded: 0, note: null })
  })

  it('names the verdicts, loudest first, and that something could not be read', () => {
    const { summary } = makeReport([makeFinding(0), makeFinding(1), makeFinding(5)])
    expect(summary.conclusion).toBe(
      '3 of 1,000,003 paths need attention: 1 suspected corruption, 1 unreadable, 1 edited. ' +
        'Something could not be read, and nothing is proven of it.',
    )
  })

  it('speaks of several moves and corruptions in the plural', () => {
    const found = (verdict: 'ambiguous-move' | 'suspected-corruption') => ({ ...makeFinding(1), verdict })
    const { summary } = makeReport([found('suspected-corruption'), found('ambiguous-move'), found('ambiguous-move')])
    expect(summary.conclusion).toContain('1 suspected corruption, 2 ambiguous moves.')
  })

  it('names touched files among those that need attention only where the check was strict', () => {
    const record = makeVerifyRecord([makeFinding(1)])
    if (record.result?.kind !== 'verify') throw new Error('The fixture is a verify')
    const counts = { ...record.result.counts, touched: 30 }
    const conclude = (isStrict: boolean, findingCount: number): string => {
      const result = { ...record.result, status: 'findings', counts, isStrict, findingCount } as NonNullable<
        typeof record.result
      >
      return buildReport({ ...record, result }, none, fixedFacts).summary.conclusion
    }
    expect(conclude(false, 1)).toBe('1 of 1,000,031 paths needs attention: 1 edited.')
    expect(conclude(true, 31)).toBe('31 of 1,000,031 paths need attention: 1 edited, 30 touched.')
  })

  it('does not pass a quick check off as a reading of the content', () => {
    const record = makeVerifyRecord([])
    if (record.result?.kind !== 'verify') throw new Error('The fixture is a verify')
    const { summary } = buildReport({ ...record, result: { ...record.result, isQuick: true } }, none, fixedFacts)
    expect(summary.conclusion).toContain('as far as sizes and times tell: no content was read')
  })

  it('is never quiet about a broken seal, however clean the rest is', () => {
    const record = makeVerifyRecord([])
    if (record.result?.kind !== 'verify') throw new Error('The fixture is a verify')
    const left = { ...record.result.left, seal: { state: 'broken' as const, root: 'ab' } }
    const { summary } = buildReport({ ...record, result: { ...record.result, left } }, none, fixedFacts)
    expect(summary.conclusion).toContain('rests on an altered manifest')
    expect(wordOfOutcome(summary)).toBe('Clean, and a seal is BROKEN')
    expect(toneOf(summary)).toBe('bad')
  })

  it('says in a sentence how many of the findings and errors it holds', () => {
    const findings = [makeFinding(0)]
    const record = makeVerifyRecord(findings, { errorCount: 1234 })
    if (record.result?.kind !== 'verify') throw new Error('The fixture is a verify')
    const result = { ...record.result, findingCount: 250_000 }
    const { summary } = buildReport({ ...record, result }, { length: 1, at: () => makeFinding(0) }, fixedFacts)
    expect(summary.findingExtent.note).toBe(
      'The first 1 of 250,000 findings, loudest first. The counts are of all of them.',
    )
    expect(summary.errorExtent.note).toBe('The first 1 of 1,234 errors.')
  })

  it('says of a choice of rows that it is one', () => {
    const { summary } = makeReport([makeFinding(0)], {}, { ...fixedFacts, selection: 'edited, below raw/' })
    expect(summary.findingExtent.note).toContain('edited, below raw/')
  })

  it('tells why a run failed, and what it was to compare', () => {
    const sides = {
      left: { type: 'manifest' as const, path: '/m.json' },
      right: { type: 'folder' as const, path: '/gone' },
    }
    const failure = {
      code: 'root-looks-wrong' as const,
      operation: 'verify',
      message: 'It is not mounted.',
      path: '/gone',
    }
    const { summary } = buildReport(withoutResult({ state: 'failed', sides, failure }), none, fixedFacts)
    expect(summary.status).toBe('failed')
    expect(summary.conclusion).toBe('The run failed: It is not mounted.')
    expect(summary.failure).toEqual({ code: 'root-looks-wrong', message: 'It is not mounted.', path: '/gone' })
    expect(summary.left).toMatchObject({ location: '/m.json', format: 'manifest', fileCount: null })
    expect(toneOf(summary)).toBe('bad')
  })

  it('never says of a run that broke off that it found nothing', () => {
    for (const state of ['cancelled', 'failed'] as const) {
      const { summary } = buildReport(withoutResult({ state }), none, fixedFacts)
      expect(summary.status).toBe(state)
      expect(summary.findingExtent.note).toContain('Nothing is known of what it had not come to')
      const { finishedUtc: _, ...killed } = withoutResult({ state })
      expect(buildReport(killed, none, fixedFacts).summary.findingExtent.note).toContain('was not recorded')
    }
    const { summary } = buildReport(withoutResult({ state: 'cancelled' }), none, fixedFacts)
    expect(summary.conclusion).toContain('cancelled before its end')
  })

  it('makes a report of a kind of run it does not know', () => {
    const record = { ...withoutResult({}), kind: 'watch' } as unknown as RunRecord
    const { summary } = buildReport(record, none, fixedFacts)
    expect(summary.title).toBe('Report of a run (watch)')
    expect(summary.conclusion).toBe('The run ended and left no result.')
  })

  it('states the seal that a snapshot wrote, and how it is recomputed', () => {
    const times = { startedUtc: '2026-11-20T21:25:01Z', finishedUtc: '2026-11-20T21:25:02Z', durationMs: 1000 }
    const counts = { fileCount: 2, totalSizeBytes: 30, errorCount: 1, skippedCount: 0, entryCount: 3, reusedCount: 0 }
    const { summary } = buildReport(
      withoutResult({
        kind: 'snapshot',
        result: {
          kind: 'snapshot',
          runId: 'r',
          manifest: "/m/it's.manifest.json",
          directory: '/data',
          status: 'completed-with-errors',
          algorithms: ['sha256'],
          seal: 'c0ffee',
          warnings: [],
          ...counts,
          ...times,
        },
      }),
      none,
      fixedFacts,
    )
    expect(summary.seals).toEqual([
      { of: 'manifest', location: "/m/it's.manifest.json", state: 'written', root: 'c0ffee', reason: null },
    ])
    expect(summary.conclusion).toBe(
      '2 files were read and written down. 1 could not be read, and nothing is proven of it.',
    )
    const step = summary.howToCheck.find(({ expected }) => expected === 'c0ffee')
    expect(step?.commands[0]).toMatch(/^python3 - '\/m\/it'\\''s\.manifest\.json' <</u)
  })
})
