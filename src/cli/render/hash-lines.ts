import { digestAlgorithms, type DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryError } from '../../shared/model/entry.ts'
import { escapeName } from './escape-name.ts'

export interface HashedFile {
  readonly path: string
  readonly sizeBytes: number
  readonly digests: Partial<Record<DigestAlgorithm, string>>
}

export type HashResult = HashedFile | { readonly path: string; readonly error: EntryError }

function gnuEscape(name: string): string {
  return name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

/** A dash alone is standard input to the tools that check the lines. */
function nameFile(path: string): string {
  return path === '-' ? './-' : path
}

/**
 * Lines that `sha256sum --check` reads: `digest  name`, or BSD's tagged form where there are several digests, with a
 * leading backslash where the name had to be escaped. On a terminal the name is escaped for terminals as well.
 */
export function renderHashLines(file: HashedFile, isTty: boolean): string {
  const path = nameFile(file.path)
  const name = isTty ? escapeName(path) : gnuEscape(path)
  const mark = gnuEscape(path) === path ? '' : '\\'
  const known = digestAlgorithms.filter((algorithm) => file.digests[algorithm] !== undefined)
  const lines = known.map((algorithm) =>
    known.length === 1
      ? `${mark}${file.digests[algorithm]}  ${name}\n`
      : `${mark}${algorithm.toUpperCase()} (${name}) = ${file.digests[algorithm]}\n`,
  )
  return lines.join('')
}

export function toHashJson(result: HashResult): Readonly<Record<string, unknown>> {
  if ('error' in result) return { path: result.path, error: result.error }
  const digests = Object.entries(result.digests).map(([algorithm, digest]) => [`checksum_${algorithm}`, digest])
  return { path: result.path, size_bytes: result.sizeBytes, ...Object.fromEntries(digests) }
}
