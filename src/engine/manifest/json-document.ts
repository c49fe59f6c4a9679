import { isUtf8 } from 'node:buffer'
import { JsonCapture, maxValueBytes } from './json-capture.ts'
import { maxJsonDepth } from './json-depth.ts'
import { manifestError } from './manifest-error.ts'

const newline = 0x0a
const openingBracket = 0x5b
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** Where a value stands in its file. */
export interface ValuePlace {
  readonly line: number
  readonly offset: number
}

/** Takes items that need no closer look whole, as they stand in the chunk. */
export interface QuickTaker {
  /** Newlines in the item last taken. */
  readonly newlineCount: number
  /** Where the item that begins at `at` ended; -1 when it was not taken. */
  take(chunk: Buffer, at: number): number
}

export interface DocumentHandlers {
  /** The key whose list is handed over item by item. */
  readonly listKey: string
  readonly onListStart: () => void
  readonly onItem: (text: Buffer, place: ValuePlace) => void
  /** Is asked first for every item. */
  readonly quick?: QuickTaker | undefined
  /** Any other key with its value, and the list's key when its value is no list. */
  readonly onValue: (key: string, value: unknown, place: ValuePlace) => void
}

/** What is expected next, in the words of error messages. */
type Expectation =
  | 'an object'
  | 'a key or the end of the object'
  | 'a key'
  | 'a colon'
  | 'a value'
  | 'a comma or the end of the object'
  | 'an entry or the end of the list'
  | 'an entry'
  | 'a comma or the end of the list'
  | 'nothing more'

/** A value whose bytes are being kept. */
type Captured = 'key' | 'value' | 'item'

type Next = Expectation | Captured

function on(characters: string, next: Next): [number, Next][] {
  return Array.from(characters, (character) => [character.charCodeAt(0), next])
}

const valueStarts = '"{[-0123456789tfn'

/** RFC 8259 outside of values: what each byte leads to; any other byte is an error. */
const grammar: Readonly<Record<Expectation, ReadonlyMap<number, Next>>> = {
  'an object': new Map(on('{', 'a key or the end of the object')),
  'a key or the end of the object': new Map([...on('"', 'key'), ...on('}', 'nothing more')]),
  'a key': new Map(on('"', 'key')),
  'a colon': new Map(on(':', 'a value')),
  'a value': new Map(on(valueStarts, 'value')),
  'a comma or the end of the object': new Map([...on(',', 'a key'), ...on('}', 'nothing more')]),
  'an entry or the end of the list': new Map([
    ...on(valueStarts, 'item'),
    ...on(']', 'a comma or the end of the object'),
  ]),
  'an entry': new Map(on(valueStarts, 'item')),
  'a comma or the end of the list': new Map([...on(',', 'an entry'), ...on(']', 'a comma or the end of the object')]),
  'nothing more': new Map(),
}

/** Parses bytes that hold one whole JSON value. Throws `manifest-invalid` with line and byte offset. */
export function parseJsonBytes(bytes: Buffer, file: string, place: ValuePlace): unknown {
  const where = `line ${place.line}, byte ${place.offset}:`
  if (!isUtf8(bytes)) throw manifestError('manifest-invalid', file, `${where} the text is not valid UTF-8.`)
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw manifestError('manifest-invalid', file, `${where} the value is not JSON (${reason}).`, error)
  }
}

/**
 * Reads one JSON object of any size and layout (RFC 8259, a byte order mark forgiven), fed in chunks, in bounded memory:
 * one list of it is handed over item by item, other values whole. Throws `manifest-invalid` with line, byte offset and
 * what was expected, and `manifest-not-recognised` when it does not begin as an object.
 */
export class JsonDocument {
  private readonly file: string
  private readonly handlers: DocumentHandlers
  private readonly capture = new JsonCapture()
  private expectation: Expectation = 'an object'
  private captured: Captured | undefined
  private capturedAt: ValuePlace = { line: 1, offset: 0 }
  private key = ''
  private offset = 0
  private line = 1

  constructor(file: string, handlers: DocumentHandlers) {
    this.file = file
    this.handlers = handlers
  }

  feed(chunk: Buffer): void {
    let at = this.offset === 0 && chunk.subarray(0, 3).equals(byteOrderMark) ? 3 : 0
    while (at < chunk.length) {
      if (this.captured === undefined) at = this.step(chunk, at)
      if (this.captured !== undefined && at < chunk.length) at = this.continueCapture(chunk, at)
    }
    this.offset += chunk.length
  }

  /** To be called after the last chunk: throws when the document is not whole. */
  finish(): void {
    if (this.expectation === 'nothing more') return
    if (this.expectation === 'an object') {
      throw manifestError('manifest-not-recognised', this.file, 'is empty: it is no manifest.')
    }
    const within = this.captured === 'item' ? 'an entry' : this.captured === 'value' ? `the value of "${this.key}"` : ''
    const place = within === '' ? `where ${this.expectation} was expected` : `within ${within}`
    const problem = `ends ${place}, at byte ${this.offset}: it is truncated. Get a whole copy.`
    throw manifestError('manifest-invalid', this.file, problem)
  }

  /** Handles one byte between values and returns where to go on. */
  private step(chunk: Buffer, at: number): number {
    const byte = chunk[at]!
    if (byte === newline) this.line += 1
    if (byte === newline || byte === 0x20 || byte === 0x0d || byte === 0x09) return at + 1
    const next = this.next(byte)
    if (next === undefined) throw this.unexpected(byte, at)
    if (next === 'item') {
      const end = this.takeQuickly(chunk, at)
      if (end >= 0) return end
    }
    if (next === 'key' || next === 'value' || next === 'item') {
      this.captured = next
      this.capturedAt = { line: this.line, offset: this.offset + at }
      return at
    }
    this.expectation = next
    return at + 1
  }

  /** Where an item ended that needed no closer look; -1 for any other. */
  private takeQuickly(chunk: Buffer, at: number): number {
    const { quick } = this.handlers
    const end = quick?.take(chunk, at) ?? -1
    if (end < 0) return end
    this.line += quick?.newlineCount ?? 0
    this.expectation = 'a comma or the end of the list'
    return end
  }

  private next(byte: number): Next | undefined {
    if (this.expectation === 'a value' && byte === openingBracket && this.key === this.handlers.listKey) {
      this.handlers.onListStart()
      return 'an entry or the end of the list'
    }
    return grammar[this.expectation].get(byte)
  }

  private continueCapture(chunk: Buffer, from: number): number {
    const end = this.capture.feed(chunk, from)
    if (this.capture.problem !== undefined) throw this.refuse(this.capture.problem)
    if (end < 0) return chunk.length
    this.line += this.capture.newlineCount
    this.finishCapture(this.capture.take())
    return end
  }

  private finishCapture(bytes: Buffer): void {
    const { captured, capturedAt } = this
    this.captured = undefined
    if (captured === 'item') {
      this.expectation = 'a comma or the end of the list'
      this.handlers.onItem(bytes, capturedAt)
    } else if (captured === 'key') {
      this.expectation = 'a colon'
      this.key = String(parseJsonBytes(bytes, this.file, capturedAt))
    } else {
      this.expectation = 'a comma or the end of the object'
      this.handlers.onValue(this.key, parseJsonBytes(bytes, this.file, capturedAt), capturedAt)
    }
  }

  private refuse(problem: 'too-deep' | 'too-large'): Error {
    const { line, offset } = this.capturedAt
    const limit =
      problem === 'too-deep'
        ? `nests deeper than ${maxJsonDepth} levels`
        : `is larger than ${maxValueBytes / 1024 / 1024} MiB`
    return manifestError('manifest-invalid', this.file, `line ${line}, byte ${offset}: the value ${limit}.`)
  }

  private unexpected(byte: number, at: number): Error {
    const found = byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `the byte 0x${byte.toString(16)}`
    const where = `line ${this.line}, byte ${this.offset + at}`
    if (this.expectation === 'an object') {
      return manifestError(
        'manifest-not-recognised',
        this.file,
        `is no manifest Assay knows: it begins with ${found}, as neither JSON nor a list of checksums does.`,
      )
    }
    return manifestError('manifest-invalid', this.file, `${where}: expected ${this.expectation}, found ${found}.`)
  }
}
