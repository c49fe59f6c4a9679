import { JsonScanner, type Span } from './json-scanner.ts'

/** A field of an object, and where its value or its key stands. */
export interface FieldPlace {
  readonly field: string
  readonly offset: number
}

interface ScannedField {
  readonly field: string
  readonly keyAt: number
  readonly value: Span
}

const maxShownLength = 60

/** The fields of the object in `span`, as far as it can be read. */
function* scanFields(bytes: Buffer, span: Span): Generator<ScannedField, void, undefined> {
  const scanner = new JsonScanner(bytes, span.start, span.end)
  try {
    for (let goesOn = scanner.opensWithKey(); goesOn; goesOn = scanner.goesOn()) {
      scanner.peek()
      const keyAt = scanner.at
      const field = scanner.readKey()
      scanner.peek()
      const start = scanner.at
      scanner.skipValue()
      yield { field, keyAt, value: { start, end: scanner.at } }
    }
  } catch {
    // What cannot be scanned has no more fields to be found: the object as a whole is the place then.
    return
  }
}

/** A field with its value as it is spelt in the file. */
export interface FieldText {
  readonly field: string
  readonly text: string
}

/** The fields of a record, given from its key to its end. */
export function listFieldTexts(bytes: Buffer): FieldText[] {
  const scanner = new JsonScanner(bytes)
  scanner.readKey()
  scanner.peek()
  const fields = scanFields(bytes, { start: scanner.at, end: bytes.length })
  return Array.from(fields, ({ field, value }) => ({ field, text: bytes.toString('utf8', value.start, value.end) }))
}

/** Where the value of a field stands; the object's own place where it has no such field. */
export function findField(bytes: Buffer, span: Span, name: string): number {
  return findFieldSpan(bytes, span, name)?.start ?? span.start
}

/** The bytes of a field's value; undefined where the object has no such field. */
export function findFieldSpan(bytes: Buffer, span: Span, name: string): Span | undefined {
  for (const { field, value } of scanFields(bytes, span)) if (field === name) return value
  return undefined
}

/** The first field that stands in the object a second time. */
export function findRepeatedField(bytes: Buffer, span: Span): FieldPlace {
  const seen = new Set<string>()
  for (const { field, keyAt } of scanFields(bytes, span)) {
    if (seen.has(field)) return { field, offset: keyAt }
    seen.add(field)
  }
  return { field: '', offset: span.start }
}

/** The first field whose value is not JSON, with the value as it stands there; an empty name when none is found. */
export function findUnparsableField(bytes: Buffer, span: Span): FieldPlace & { readonly text: string } {
  for (const { field, value } of scanFields(bytes, span)) {
    if (isParsable(bytes, value)) continue
    const text = bytes.toString('utf8', value.start, Math.min(value.end, value.start + maxShownLength))
    return { field, offset: value.start, text }
  }
  return { field: '', offset: span.start, text: '' }
}

/** What the parser of the language says of a span, and where in the file: it counts from the beginning of the span. */
export function locateParseError(bytes: Buffer, span: Span, error: unknown): { reason: string; offset: number } {
  const message = error instanceof Error ? error.message : String(error)
  const [whole, reason, position] = /^(.*?)(?: in JSON)? at position (\d+)/u.exec(message) ?? []
  if (whole === undefined || reason === undefined) return { reason: message, offset: span.start }
  const before = bytes.toString('utf8', span.start, span.end).slice(0, Number(position))
  return { reason, offset: span.start + Buffer.byteLength(before) }
}

function isParsable(bytes: Buffer, { start, end }: Span): boolean {
  try {
    JSON.parse(bytes.toString('utf8', start, end))
    return true
  } catch {
    return false
  }
}

/** The key that stands at a place; undefined where none can be read. */
export function readKeyAt(bytes: Buffer, at: number): string | undefined {
  try {
    return new JsonScanner(bytes, at).readKey()
  } catch {
    return undefined
  }
}
