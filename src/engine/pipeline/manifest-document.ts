import type { ManifestProblem, ProcessMetadata, ProcessRecord } from '../../shared/model/process-manifest.ts'
import { formatTimeUs } from '../../shared/model/process-time.ts'
import { manifestError } from '../manifest/manifest-error.ts'
import { findFieldSpan } from './find-field.ts'
import { breakAt, formatJsonText, formatJsonValue, separatorAt } from './format-json.ts'
import { detectLayout, pythonLayout, type JsonLayout } from './json-layout.ts'
import type { Span } from './json-scanner.ts'
import { parseManifestBytes, type ReadControl } from './read-process-manifest.ts'

/** A manifest without a fault, with the bytes of its file, of which all that is not added to stays. */
export interface ManifestDocument {
  readonly bytes: Buffer
  readonly metadata: ProcessMetadata
  readonly metadataSpan: Span
  /** Grows with the file: the same map for all versions that go on where the one before ended. */
  readonly records: Map<string, ProcessRecord>
  /** The same records in their order; grows likewise. */
  readonly list: ProcessRecord[]
  /** Keys that are in neither case throughout, by their lower case; grows likewise. */
  readonly spellings: Map<string, string>
  /** From behind the brace to behind the last record. */
  readonly recordsSpan: Span
}

/** A document whose records are read, but not yet told to anybody: `accept` does that. */
export interface ParsedDocument {
  accept(): ManifestDocument
}

/**
 * Reads a manifest that must be without a fault, each record once over all versions of it. Throws `manifest-invalid` with
 * field and reason, also when records of the earlier version are gone; `cancelled`.
 */
export async function parseDocument(
  path: string,
  bytes: Buffer,
  earlier?: ManifestDocument,
  control: ReadControl = {},
): Promise<ParsedDocument> {
  const known = earlier && { bytes: earlier.bytes, records: earlier.records, span: earlier.recordsSpan }
  const parser = await parseManifestBytes(bytes, control, known)
  const { metadata, metadataSpan, recordsSpan, records: added } = parser
  if (parser.problems.count > 0) throw damaged(path, parser.problems.problems, parser.problems.count)
  if (metadata === null || metadataSpan === undefined || recordsSpan === undefined) throw damaged(path, [], 0)
  if (earlier !== undefined && !parser.isContinuation) refuseLoss(path, earlier, added)
  const accept = (): ManifestDocument => {
    // Of a file that was written anew, each record is as it stands there now.
    const grown = parser.isContinuation ? earlier : undefined
    const records = grown?.records ?? new Map<string, ProcessRecord>()
    const list = grown?.list ?? []
    const spellings = grown?.spellings ?? new Map<string, string>()
    for (const [key, record] of added) {
      records.set(key, record)
      list.push(record)
      const folded = key.toLowerCase()
      if (key !== folded && key !== key.toUpperCase()) spellings.set(folded, key)
    }
    return { bytes, metadata, metadataSpan, records, list, spellings, recordsSpan }
  }
  return { accept }
}

/** What is wrong with a manifest, in a sentence that names the first place, and the rest by number. */
export function damaged(path: string, problems: readonly ManifestProblem[], count: number): Error {
  const [first] = problems
  const place =
    first === undefined ? '' : `${first.field === '' ? 'it' : first.field} ${first.message}, in line ${first.line}`
  const others = count > 1 ? `; and ${count - 1} more` : ''
  const advice = 'It was not written to. Repair it, or put back a good copy.'
  return manifestError('manifest-invalid', path, `is damaged: ${place}${others}. ${advice}`)
}

function refuseLoss(path: string, earlier: ManifestDocument, found: ReadonlyMap<string, ProcessRecord>): void {
  let lostCount = 0
  let first = ''
  for (const key of earlier.records.keys()) {
    if (found.has(key)) continue
    lostCount += 1
    first ||= key
  }
  if (lostCount === 0) return
  const problem = `no longer holds ${lostCount} of the records it held, the first of them ${first}: another program wrote over it.`
  throw manifestError(
    'manifest-invalid',
    path,
    `${problem} Put back a good copy, or load it anew to go on with what is there.`,
  )
}

interface Edit extends Span {
  readonly text: string
}

/**
 * The bytes of a manifest with records added behind the others, its count and time of update set, and every other byte
 * as it was. The records must be new to it.
 */
export function appendRecords(document: ManifestDocument, added: readonly ProcessRecord[], nowUs: number): Buffer {
  const { bytes, metadataSpan, recordsSpan } = document
  const layout = detectLayout(bytes, metadataSpan, recordsSpan)
  const total = String(document.records.size + added.length)
  const time = formatJsonText(formatTimeUs(nowUs), layout.isAscii)
  const edits = [
    { span: findFieldSpan(bytes, metadataSpan, 'total_records'), text: total },
    { span: findFieldSpan(bytes, metadataSpan, 'ts_updated'), text: time },
  ].flatMap(({ span, text }): Edit[] => (span === undefined ? [] : [{ ...span, text }]))
  return applyEdits(bytes, [...edits, addingEdit(document, added, layout)])
}

function addingEdit(
  { bytes, records, recordsSpan }: ManifestDocument,
  added: readonly ProcessRecord[],
  layout: JsonLayout,
): Edit {
  const text = added.map((record) => formatRecord(record.checksum, record, layout)).join(separatorAt(layout.outer, 2))
  if (records.size > 0) {
    return { start: recordsSpan.end, end: recordsSpan.end, text: separatorAt(layout.outer, 2) + text }
  }
  const end = bytes.indexOf('}', recordsSpan.start)
  return { start: recordsSpan.start, end, text: breakAt(layout.outer, 2) + text + breakAt(layout.outer, 1) }
}

function formatRecord(key: string, record: ProcessRecord, { outer, record: style, isAscii }: JsonLayout): string {
  return formatJsonText(key, isAscii) + outer.colon + formatJsonValue(record, style, isAscii, 2)
}

function applyEdits(bytes: Buffer, edits: readonly Edit[]): Buffer {
  const pieces: Buffer[] = []
  let at = 0
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    pieces.push(bytes.subarray(at, start), Buffer.from(text))
    at = end
  }
  return Buffer.concat([...pieces, bytes.subarray(at)])
}

/** The text of a whole manifest in Python's layout, no line end behind it. Records are texts of their own, keys included. */
export function composeManifest(metadata: object, records: readonly string[], layout = pythonLayout): string {
  const { outer, isAscii } = layout
  const separator = separatorAt(outer, 2)
  const body = records.length === 0 ? '{}' : `{${breakAt(outer, 2)}${records.join(separator)}${breakAt(outer, 1)}}`
  const head = `"metadata"${outer.colon}${formatJsonValue(metadata, outer, isAscii, 1)}`
  return `{${breakAt(outer, 1)}${head}${separatorAt(outer, 1)}"records"${outer.colon}${body}${breakAt(outer, 0)}}`
}

/** The text of a whole manifest as Python's `json.dump(indent=4)` would write it; records by their keys. */
export function formatProcessManifest(
  metadata: ProcessMetadata,
  records: Iterable<readonly [key: string, record: ProcessRecord]>,
): string {
  const texts = Array.from(records, ([key, record]) => formatRecord(key, record, pythonLayout))
  return composeManifest(metadata, texts)
}
