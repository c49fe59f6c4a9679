import {
  buildReport,
  exportReports,
  readManifestReport,
  readReport,
  renderReport,
  type ReportFacts,
  type ReportModel,
  type WrittenFile,
} from '../../engine/index.ts'
import type { ReportJob, ReportProduct, ReportSource } from './report-protocol.ts'
import { SharedFindings } from './shared-findings.ts'

/** How much of a text a preview shows. */
const maxPreviewBytes = 64 * 1024

/** Makes a report for a file or for a preview: a page where the format looks like one, else the beginning of its text. */
export async function makeReport(job: ReportJob, signal: AbortSignal): Promise<ReportProduct> {
  const model = await readSource(job.source, job.facts, signal)
  if (job.purpose === 'file') return { kind: 'written', file: await writeFile(model, job, signal) }
  if (job.format === 'html' || job.format === 'pdf') return { kind: 'page', bytes: await renderPage(model, signal) }
  return renderBeginning(renderReport(model, job.format, signal))
}

type FileJob = Extract<ReportJob, { purpose: 'file' }>

async function writeFile(model: ReportModel, job: FileJob, signal: AbortSignal): Promise<WrittenFile> {
  const { workspace, facts, format, target, isReplacing } = job
  const [end] = await exportReports(model, [{ path: target, format, isReplacing }], { workspace, ...facts, signal })
  if (end === undefined) throw new Error('a report was neither written nor refused')
  if ('error' in end) throw end.error
  return end
}

async function readSource(source: ReportSource, facts: ReportFacts, signal: AbortSignal): Promise<ReportModel> {
  switch (source.type) {
    case 'run':
      return readReport(source.workspace, source.runId, facts)
    case 'manifest':
      return readManifestReport(source.path, facts, { signal })
    case 'rows':
      return buildReport(source.record, new SharedFindings(source.findingCount, source), facts)
  }
}

/** A page in a buffer of its own, so that it can be handed to the host's thread without a copy. */
async function renderPage(model: ReportModel, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of renderReport(model, 'html', signal)) {
    chunks.push(chunk)
    sizeBytes += chunk.length
  }
  const page = new Uint8Array(sizeBytes)
  let offset = 0
  for (const chunk of chunks) {
    page.set(chunk, offset)
    offset += chunk.length
  }
  return page
}

async function renderBeginning(rendering: AsyncIterable<Uint8Array>): Promise<ReportProduct> {
  const decoder = new TextDecoder()
  let text = ''
  let leftBytes = maxPreviewBytes
  for await (const chunk of rendering) {
    const isWhole = chunk.length <= leftBytes
    // A character cut in two by the end is left out.
    text += decoder.decode(isWhole ? chunk : chunk.subarray(0, leftBytes), { stream: true })
    if (!isWhole) return { kind: 'text', text, isWhole: false }
    leftBytes -= chunk.length
  }
  return { kind: 'text', text: text + decoder.decode(), isWhole: true }
}
