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
    const text = bytes.toString('utf8', value.start, value.end)
    if (!isParsable(text)) return { field, offset: value.start, text: text.slice(0, maxShownLength) }
  }
  return { field: '', offset: span.start, text: '' }
}

function isParsable(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
