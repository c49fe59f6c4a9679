import { isAscii } from 'node:buffer'
import { findFieldSpan } from './find-field.ts'
import { JsonScanner, type Span } from './json-scanner.ts'

/** How values are laid out: with line breaks, or all in one line. */
export interface JsonStyle {
  /** Empty for one line. */
  readonly newline: '\n' | '\r\n' | ''
  readonly unit: string
  /** Between the items of one line. */
  readonly comma: string
  readonly colon: string
}

export interface JsonLayout {
  /** Of the document, the metadata and the list of records. */
  readonly outer: JsonStyle
  /** Within a record. */
  readonly record: JsonStyle
  /** Whether everything beyond ASCII is escaped, as Python does unless told otherwise. */
  readonly isAscii: boolean
}

const pythonStyle: JsonStyle = { newline: '\n', unit: '    ', comma: ', ', colon: ': ' }
/** That of Python's `json.dump(indent=4)`. */
export const pythonLayout: JsonLayout = { outer: pythonStyle, record: pythonStyle, isAscii: true }

/** Finds out how a manifest is laid out, so that what is added to it looks like the rest. */
export function detectLayout(bytes: Buffer, metadata: Span, records: Span): JsonLayout {
  const outer = detectStyle(bytes, metadata) ?? pythonStyle
  return {
    outer,
    record: detectRecordStyle(bytes, records, outer),
    isAscii: isAscii(bytes),
  }
}

function detectRecordStyle(bytes: Buffer, records: Span, outer: JsonStyle): JsonStyle {
  const scanner = new JsonScanner(bytes, records.start, records.end)
  if (scanner.peek() < 0) return outer
  scanner.readKey()
  scanner.peek()
  const start = scanner.at
  scanner.skipValue()
  const style = detectStyle(bytes, { start, end: scanner.at })
  // Deeper by one level more than the metadata: its own indentation says nothing about the unit.
  return style === undefined || style.newline === '' ? (style ?? outer) : { ...style, unit: outer.unit }
}

/** The style of an object at the document's second level; undefined for one without fields. */
function detectStyle(bytes: Buffer, span: Span): JsonStyle | undefined {
  const scanner = new JsonScanner(bytes, span.start, span.end)
  if (!scanner.opensWithKey()) return undefined
  const lead = bytes.toString('latin1', span.start + 1, scanner.at)
  const key = scanner.readKey()
  const keyEnd = scanner.at
  scanner.skipValue()
  const value = findFieldSpan(bytes, span, key) ?? { start: keyEnd, end: keyEnd }
  const colon = `:${bytes.toString('latin1', keyEnd, value.start)}`
  const end = scanner.at
  const comma = scanner.goesOn() && scanner.peek() >= 0 ? `,${bytes.toString('latin1', end + 1, scanner.at)}` : ', '
  const newline = lead.includes('\r\n') ? '\r\n' : lead.includes('\n') ? '\n' : ''
  if (newline === '') return { newline, unit: '', comma, colon }
  const indent = lead.slice(lead.lastIndexOf('\n') + 1)
  return { newline, unit: indent.slice(0, Math.max(1, indent.length / 2)), comma: ',', colon }
}
