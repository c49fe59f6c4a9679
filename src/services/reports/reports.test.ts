import { createHash } from 'node:crypto'
import { link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareLists, comparePaths, startSlowCompare, writeList } from '../../../tests/helpers/compare-lists.ts'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import type { RequestInput, RequestOutput } from '../../shared/ipc/contract.ts'
import type { ReportFormat } from '../../shared/model/report.ts'
import type { RunSnapshot } from '../../shared/model/run.ts'

let services: TestServices
let out: string

beforeEach(async () => {
  services = await TestServices.start()
  out = join(services.root, 'out')
  await mkdir(out)
})
afterEach(() => services.close())

type Subject = RequestInput<'report.export'>['subject']

function exportTo(
  subject: Subject,
  fileName: string,
  { format = 'json', isReplacing = false }: { format?: ReportFormat; isReplacing?: boolean } = {},
): Promise<RequestOutput<'report.export'>> {
  const file = { folderToken: services.tokenOf(out), fileName, isReplacing }
  return services.call('report.export', { subject, format, file })
}

async function compareSome(): Promise<Subject & { type: 'run' }> {
  const { runId } = await compareLists(services, { edited: 'old', same: 'same' }, { edited: 'new', same: 'same' })
  return { type: 'run', runId }
}

async function snapshot(): Promise<RunSnapshot> {
  await writeFile(join(services.data, 'a.txt'), 'alpha')
  const { runId } = await services.call('snapshot.start', {
    token: services.tokenOf(services.data),
    algorithms: ['sha256'],
    include: [],
    exclude: [],
    isJunkExcluded: true,
    baseManifestId: null,
    isParanoid: false,
  })
  return services.runIn(runId, 'completed', 'failed')
}

async function readJson(path: string): Promise<{ summary: Record<string, unknown>; findings: unknown[] }> {
  return JSON.parse(await readFile(path, 'utf8')) as { summary: Record<string, unknown>; findings: unknown[] }
}

describe('an exported report', () => {
  it.each<ReportFormat>(['html', 'pdf', 'csv', 'json', 'md'])(
    'is written whole as %s, with its digest',
    async (format) => {
      const { location, sizeBytes, sha256 } = await exportTo(await compareSome(), `report.${format}`, { format })
      expect(location.displayPath).toBe(join(out, `report.${format}`))
      const bytes = await readFile(location.displayPath)
      expect(bytes.length).toBe(sizeBytes)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
      expect(await readdir(out)).toEqual([`report.${format}`])
      if (format === 'pdf') expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-')
      else expect(bytes.toString()).toContain('edited')
    },
  )

  it('is made of a run of the past as of one that has just ended', async () => {
    const subject = await compareSome()
    await exportTo(subject, 'now.json')
    await services.restart()
    await exportTo(subject, 'later.json')
    const [now, later] = [await readJson(join(out, 'now.json')), await readJson(join(out, 'later.json'))]
    expect(later.summary).toEqual(now.summary)
    expect(later.findings).toEqual(now.findings)
  })

  it('replaces a file only when that was agreed to', async () => {
    const subject = await compareSome()
    await writeFile(join(out, 'report.json'), 'mine')
    await expect(exportTo(subject, 'report.json')).rejects.toMatchObject({ code: 'already-exists' })
    expect(await readFile(join(out, 'report.json'), 'utf8')).toBe('mine')
    await exportTo(subject, 'report.json', { isReplacing: true })
    expect((await readJson(join(out, 'report.json'))).findings).toHaveLength(1)
  })

  it('never replaces what it is about, by whatever name', async () => {
    const left = await writeList(services, 'left.txt', { a: '1' })
    const { runId } = await comparePaths(services, left, await writeList(services, 'right.txt', { a: '2' }))
    await link(left, join(out, 'same-file.txt'))
    out = services.root
    for (const name of ['left.txt', 'right.txt']) {
      const exporting = exportTo({ type: 'run', runId }, name, { isReplacing: true })
      await expect(exporting).rejects.toMatchObject({ code: 'output-refused' })
    }
    out = join(services.root, 'out')
    const exporting = exportTo({ type: 'run', runId }, 'same-file.txt', { isReplacing: true })
    await expect(exporting).rejects.toMatchObject({ code: 'output-refused' })
  })

  it.each(['../x.json', 'a/b.json', 'a\\b.json', '..', '.', 'x\0.json', 'x\n.json'])(
    'is not written under the name %j',
    async (fileName) => {
      const subject = { type: 'run' as const, runId: 'any' }
      await compareLists(services, { a: '1' }, { a: '1' })
      const { runId } = (await services.call('run.list', {})).runs[0]!
      await expect(exportTo({ ...subject, runId }, fileName)).rejects.toMatchObject({ code: 'bad-usage' })
      expect(await readdir(out)).toEqual([])
    },
  )

  it('says what is wrong with the folder, and that there is no such run', async () => {
    const subject = await compareSome()
    out = join(services.root, 'gone')
    await expect(exportTo(subject, 'x.json')).rejects.toMatchObject({ code: 'not-found' })
    await expect(exportTo({ type: 'run', runId: 'none' }, 'x.json')).rejects.toMatchObject({ code: 'unknown-run' })
  })

  it('of a manifest tells of its seal as it is now, not as it was written', async () => {
    const { manifestId } = await snapshot()
    const [written = ''] = await readdir(join(services.workspace, 'manifests'))
    const path = join(services.workspace, 'manifests', written)
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace(/"size_bytes":\d/u, '"size_bytes":9'))
    await exportTo({ type: 'manifest', manifestId: manifestId! }, 'm.json')
    const { summary } = await readJson(join(out, 'm.json'))
    expect(summary).toMatchObject({ kind: 'manifest', seals: [{ state: 'broken' }] })
  })

  it('of a manifest from elsewhere tells what it says and what its seal proves', async () => {
    const run = await snapshot()
    const [written] = await readdir(join(services.workspace, 'manifests'))
    const copy = join(services.root, 'copy.json')
    await writeFile(copy, await readFile(join(services.workspace, 'manifests', written!)))
    const { manifestId } = await services.call('library.add', { token: services.tokenOf(copy) })
    await exportTo({ type: 'manifest', manifestId }, 'copy-report.json')
    const { summary } = await readJson(join(out, 'copy-report.json'))
    expect(summary).toMatchObject({ kind: 'manifest', run_id: run.runId, manifest: { location: copy, entry_count: 1 } })
    expect(JSON.stringify(summary['seals'])).toContain('intact')
    const list = await writeList(services, 'SHA256SUMS', { a: '1', b: '2' })
    const added = await services.call('library.add', { token: services.tokenOf(list) })
    await exportTo({ type: 'manifest', manifestId: added.manifestId }, 'list.html', { format: 'html' })
    expect(await readFile(join(out, 'list.html'), 'utf8')).toContain('SHA256SUMS')
  })
})

describe('a preview', () => {
  const pageOf = (url: string): string | undefined => {
    const bytes = services.running.pages.find(url)
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
  }
  const preview = async (subject: Subject, format: ReportFormat) => services.call('report.preview', { subject, format })
  const urlOf = (shown: RequestOutput<'report.preview'>): string => (shown.type === 'page' ? shown.url : '')

  it('of HTML and PDF is a page at an address of its own, whose bytes the export has too', async () => {
    const subject = await compareSome()
    const [html, pdf] = [urlOf(await preview(subject, 'html')), urlOf(await preview(subject, 'pdf'))]
    for (const url of [html, pdf]) expect(url).toMatch(/^\/report\/[\w-]{22}\.html$/)
    expect(html).not.toBe(pdf)
    expect(pageOf(html)).toContain('Content-Security-Policy')
    expect(pageOf(html)?.startsWith('<!doctype html>')).toBe(true)
  })

  it('of another run is at another address, and tells nothing of the first', async () => {
    const first = await compareLists(services, { secret: '1' }, { secret: '2' })
    const second = await compareLists(services, { open: '1' }, { open: '2' })
    const url = urlOf(await preview({ type: 'run', runId: first.runId }, 'html'))
    const other = urlOf(await preview({ type: 'run', runId: second.runId }, 'html'))
    expect(pageOf(url)).toContain('secret')
    expect(pageOf(other)).not.toContain('secret')
    expect(services.running.pages.find('/report/')).toBeUndefined()
  })

  it('is kept until four newer ones are there', async () => {
    const subject = await compareSome()
    const urls: string[] = []
    for (let i = 0; i < 5; i += 1) urls.push(urlOf(await preview(subject, 'html')))
    expect(urls.map((url) => pageOf(url) === undefined)).toEqual([true, false, false, false, false])
  })

  it('of other formats is the beginning of their text', async () => {
    const subject = await compareSome()
    for (const format of ['csv', 'json', 'md'] as const) {
      const shown = await preview(subject, format)
      expect(shown).toMatchObject({ type: 'text', isWhole: true })
      expect(shown.type === 'text' ? shown.text : '').toContain('edited')
    }
    const names = Array.from({ length: 2000 }, (_, i) => [`ü${i}`, 'x'] as const)
    const { runId } = await compareLists(services, { kept: '1' }, { kept: '1', ...Object.fromEntries(names) })
    const long = await preview({ type: 'run', runId }, 'csv')
    expect(long).toMatchObject({ type: 'text', isWhole: false })
    const text = long.type === 'text' ? long.text : ''
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64 * 1024)
    expect(text).not.toContain('\ufffd')
  })

  it('says that a run has not ended', async () => {
    const runId = await startSlowCompare(services)
    await services.call('run.pause', { runId })
    await expect(preview({ type: 'run', runId }, 'html')).rejects.toMatchObject({ code: 'run-not-ended' })
    await services.call('run.cancel', { runId })
  })
})
