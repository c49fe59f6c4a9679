import type { WireError } from '../errors/wire-error.ts'

/** What crosses back for a request: a value or an error, never a thrown exception. */
export type Envelope<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError }
