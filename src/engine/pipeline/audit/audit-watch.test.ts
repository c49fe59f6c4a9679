import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecordFile, UnknownFile } from '../../../shared/model/pipeline-audit.ts'
import { Ledger } from '../../ledger/ledger.ts'
import { auditPipeline } from './audit-pipeline.ts'
import type { AuditWatch } from './audit-watch.ts'
import { listFindings } from './list-findings.ts'
import type { PipelineFinding } from './pipeline-finding.ts'
import { PipelineBench, sha256Of } from './pipeline-fixtures.ts'
import { recordAudit } from './record-audit.ts'

const hugeBytes = 64 * 1024 ** 3

let bench: PipelineBench
let workspace = ''
beforeEach(() => {
  bench = new PipelineBench()
  workspace = mkdtempSync(join(tmpdir(), 'audit-'))
})
afterEach(() => {
  bench.remove()
  rmSync(workspace, { recursive: true, force: true })
})

/** Keeps all that an audit tells while it goes on. */
function listen() {
  const files: (readonly [number, RecordFile])[] = []
  const unknown: UnknownFile[] = []
  const findings: PipelineFinding[] = []
  const watch: AuditWatch = {
    onFiles: (some) => void files.push(...some),
    onUnknown: (some) => void unknown.push(...some),
    onAuditFindings: (some) => void findings.push(...some),
  }
  return { watch, files, unknown, findings }
}

function nameFinding({ kind, manifest, key, path }: PipelineFinding): string {
  return [kind, manifest, key, path].join(' ')
}

/** One of each kind, and a copy, which is none. */
function writeAll(): void {
  const { data } = { data: bench.data.bind(bench) }
  bench.writeData('moved', 'missing')
  bench.writeData('stray', 'a stray of its own size')
  bench.writeData('copy', 'same')
  bench.writeManifest('x_download.manifest.json', [
    bench.record(bench.writeData('same', 'same'), 'same'),
    bench.record(bench.writeData('altered', 'after!'), 'before'),
    bench.record(bench.writeData('resized', 'longer'), 'short'),
    bench.record(data('missing'), 'missing'),
    bench.record('../outside', 'outside'),
  ])
  const old = { ts_updated: '2026-01-01T00:00:00Z' }
  bench.writeManifest('y_download.manifest.json', [bench.record(data('same'), 'same', { file_size: 'four' })], old)
  bench.writeManifest('z_download.manifest.json', [bench.record(data('same'), 'same')])
}

type Progress = Parameters<NonNullable<AuditWatch['onProgress']>>[0]

/** Ends an audit while it reads a file that would take minutes, once it has told of it. */
async function cancelInHuge(
  run: (watch: AuditWatch) => Promise<unknown>,
  told: AuditWatch,
  isTold = ({ bytesTotal }: Progress): boolean => bytesTotal === hugeBytes,
): Promise<unknown> {
  bench.writeData('huge', '')
  truncateSync(bench.data('huge'), hugeBytes)
  const huge = bench.record(bench.data('huge'), 'x', { file_size: hugeBytes })
  bench.writeManifest('x_download.manifest.json', [bench.record(bench.data('missing'), 'missing'), huge])
  const abort = new AbortController()
  const onProgress = (progress: Progress): void => {
    if (isTold(progress)) abort.abort()
  }
  return run({ ...told, signal: abort.signal, onProgress }).then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('an audit that goes on', () => {
  it.each([true, false])('tells each finding once, and those its result has (contents read: %s)', async (isRead) => {
    writeAll()
    const { watch, findings, unknown } = listen()
    const result = await auditPipeline({ target: bench.manifests, readContents: isRead }, watch)
    const whole = [...listFindings(result)]
    expect(findings.map(nameFinding).toSorted()).toEqual(whole.map(nameFinding).toSorted())
    expect(new Set(findings.map(({ kind }) => kind)).size).toBe(isRead ? 8 : 7)
    const strangers = isRead ? ['stray'] : ['copy', 'moved', 'stray']
    expect(unknown.map(({ path }) => path)).toEqual(strangers.map((name) => bench.data(name)))
  })

  it('tells once what became of each record, as its result has it', async () => {
    writeAll()
    const { watch, files } = listen()
    const result = await auditPipeline({ target: bench.manifests, readContents: true }, watch)
    expect(files.toSorted(([a], [b]) => a - b)).toEqual([...result.files.entries()])
  })

  it('names the large file that it reads while no other ends', async () => {
    const options = { target: bench.manifests, readContents: true }
    const isNamed = ({ currentPath }: Progress): boolean => currentPath === bench.data('huge')
    const error = await cancelInHuge((heard) => auditPipeline(options, heard), {}, isNamed)
    expect(error).toMatchObject({ code: 'cancelled' })
  })

  it('has told what it had found when it is cancelled', async () => {
    const { watch, findings, files } = listen()
    const options = { target: bench.manifests, readContents: true }
    const error = await cancelInHuge((heard) => auditPipeline(options, heard), watch)
    expect(error).toMatchObject({ code: 'cancelled' })
    expect(findings.map(({ kind, path }) => [kind, path])).toEqual([['missing', bench.data('missing')]])
    expect(files.map(([, { state }]) => state)).toEqual(['missing'])
  })
})

describe('an audit on record', () => {
  async function readEvents() {
    const ledger = await Ledger.open(workspace)
    try {
      const [run] = ledger.list()
      const events = [...ledger.iterateEvents(run?.runId ?? '')]
      return { run, events, problems: ledger.verify().problems }
    } finally {
      ledger.close()
    }
  }

  it('has its findings as they came, and where missing contents are', async () => {
    writeAll()
    const options = { target: bench.manifests, readContents: true }
    const { findings } = await recordAudit(options, { workspace }, {})
    const { events, problems } = await readEvents()
    const kinds = events.flatMap(({ type, data }) => (type === 'finding' ? [data['kind']] : []))
    expect(new Set(kinds)).toEqual(new Set(findings.map(({ kind }) => kind)))
    expect(kinds).toHaveLength(findings.length)
    const [placed] = events.filter(({ type }) => type === 'content_found')
    const missing = { path: bench.data('missing'), key: sha256Of('missing') }
    expect(placed?.data).toEqual({ ...missing, content_at: bench.data('moved') })
    expect(problems).toEqual([])
  })

  it('keeps 10,000 findings, counts the others, and says so', async () => {
    const records = Array.from({ length: 10_050 }, (_, number) => bench.record(bench.data(`${number}`), `${number}`))
    bench.writeManifest('x_download.manifest.json', records)
    await recordAudit({ target: bench.manifests, readContents: false }, { workspace }, {})
    const { run, events, problems } = await readEvents()
    expect(events.filter(({ type }) => type === 'finding')).toHaveLength(10_000)
    const warnings = events.flatMap(({ type, data }) => (type === 'warning' ? [data['message']] : []))
    expect(warnings).toContain('The ledger keeps the first 10000 of 10050 findings.')
    expect(run?.body).toMatchObject({ result: { finding_count: 10_050 } })
    expect(problems).toEqual([])
  })

  it('that was cancelled has what it had found, and how far it was', async () => {
    const options = { target: bench.manifests, readContents: true }
    await cancelInHuge((heard) => recordAudit(options, { workspace }, heard), {})
    const { run, events } = await readEvents()
    expect(run?.status).toBe('cancelled')
    expect(events.map(({ type }) => type)).toEqual(['run_started', 'finding', 'audit_cancelled', 'run_finished'])
    const figures = { finding_count: 1, files_done: 0, files_total: 1, bytes_total: hugeBytes }
    expect(events[2]?.data).toMatchObject(figures)
  })
})
