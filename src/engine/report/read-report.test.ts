import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reportFormats } from '../../shared/model/report.ts'
import { RecordedRun } from '../ledger/record-run.ts'
import { makeHostileFindings, makeVerifyRecord } from './report-fixtures.ts'
import { readReport } from './read-report.ts'
import { renderReport } from './render-report.ts'

let workspace: string
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'assay-report-'))
})
afterEach(() => rm(workspace, { recursive: true }))

async function recordVerify(): Promise<void> {
  const findings = makeHostileFindings()
  const { result } = makeVerifyRecord(findings)
  const run = await RecordedRun.start({ workspace, kind: 'verify', directory: '/data/in', runId: 'r1' })
  await run.end({
    state: 'completed',
    result,
    findings: { length: findings.length, at: (index) => findings[index]! },
  })
}

async function render(createdUtc: string, format: (typeof reportFormats)[number]): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const model = await readReport(workspace, 'r1', { toolVersion: '0.1.0', createdUtc })
  for await (const chunk of renderReport(model, format)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The bytes with the time of creation taken out, in all the ways in which the renderings write it. */
function withoutCreation(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replaceAll(/2026-11-2\d[T ]\d\d:\d\d:\d\d(\.000Z| UTC)?(?= with| ?"|"| \\with)/gu, 'TIME')
    .replaceAll(/D:2026\d+Z?/gu, 'TIME')
}

describe('the report of a run in the workspace', () => {
  it.each(reportFormats.filter((format) => format !== 'pdf'))(
    'is the same each time as %s but for its creation',
    async (format) => {
      await recordVerify()
      const first = await render('2026-11-21T09:00:00.000Z', format)
      const again = await render('2026-11-21T09:00:00.000Z', format)
      const later = await render('2026-11-22T10:11:12.000Z', format)
      expect(again.equals(first)).toBe(true)
      expect(later.equals(first)).toBe(false)
      expect(withoutCreation(later)).toBe(withoutCreation(first))
    },
  )

  it('is the same each time as pdf, dates and ids included', async () => {
    await recordVerify()
    const first = await render('2026-11-21T09:00:00.000Z', 'pdf')
    const again = await render('2026-11-21T09:00:00.000Z', 'pdf')
    expect(again.equals(first)).toBe(true)
  })

  it('is of what was recorded: every finding, with its exact bytes', async () => {
    await recordVerify()
    const model = await readReport(workspace, 'r1', { toolVersion: '0.1.0', createdUtc: '2026-11-21T09:00:00.000Z' })
    const wanted = makeHostileFindings()
    expect(Array.from({ length: model.findings.length }, (_, index) => model.findings.at(index))).toEqual(wanted)
  })

  it('states the link of the run in the chain of runs, whatever was recorded after it', async () => {
    await recordVerify()
    const facts = { toolVersion: '0.1.0', createdUtc: '2026-11-21T09:00:00.000Z' }
    const before = await readReport(workspace, 'r1', facts)
    const next = await RecordedRun.start({ workspace, kind: 'verify', directory: '/data/in', runId: 'r2' })
    await next.end({ state: 'cancelled' })
    const after = await readReport(workspace, 'r1', facts)
    expect(before.summary.ledgerHead).toMatch(/^[0-9a-f]{64}$/u)
    expect(after.summary.ledgerHead).toBe(before.summary.ledgerHead)
    expect((await readReport(workspace, 'r2', facts)).summary.ledgerHead).not.toBe(before.summary.ledgerHead)
  })

  it('refuses a run that is not there, or has not ended, or has no possible name', async () => {
    const facts = { toolVersion: '0.1.0', createdUtc: '2026-11-21T09:00:00.000Z' }
    await RecordedRun.start({ workspace, kind: 'verify', directory: '/data/in', runId: 'going' })
    await expect(readReport(workspace, 'none', facts)).rejects.toMatchObject({ code: 'unknown-run' })
    await expect(readReport(workspace, 'going', facts)).rejects.toMatchObject({ code: 'run-not-ended' })
    await expect(readReport(workspace, '../../etc/passwd', facts)).rejects.toMatchObject({ code: 'bad-usage' })
  })
})
