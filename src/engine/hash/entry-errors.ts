import type { EntryError } from '../../shared/model/entry.ts'

/** Code of the entry error that stands for the verdict `changed-while-reading`. */
export const changedWhileReadingCode = 'changed-while-reading'

export function changedWhileReading(what: string): EntryError {
  return { code: changedWhileReadingCode, message: `changed while it was read: ${what}` }
}

/** A failing system call as the data of an entry: its errno name and its words, without the path and call. */
export function describeSystemError(error: unknown): EntryError {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === undefined) throw error
  const words = /^\w+: (?<words>[^,]+)/.exec(message)?.groups?.['words']
  return { code, message: words ?? message }
}
