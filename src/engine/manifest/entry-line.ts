import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryError, SpecialKind } from '../../shared/model/entry.ts'

const plainText = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/
const nsPerSecond = 1_000_000_000n

let cachedSecond = Number.NaN
let cachedPrefix = ''

/** JSON string literal; the common plain name skips the serializer. */
export function quoteJson(text: string): string {
  return plainText.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** ISO 8601 UTC with nanoseconds. Neighbouring files often share a second, so the last one is kept. */
function formatTime(ns: bigint): string {
  let second = Number(ns / nsPerSecond)
  let fraction = Number(ns % nsPerSecond)
  if (fraction < 0) {
    fraction += 1e9
    second -= 1
  }
  if (second !== cachedSecond) {
    cachedPrefix = new Date(second * 1000).toISOString().slice(0, -4)
    cachedSecond = second
  }
  return `${cachedPrefix}${String(fraction).padStart(9, '0')}Z`
}

/** Files whose times a JavaScript date cannot hold (beyond the year 275760) are written without one. */
function isRepresentable(ns: bigint): boolean {
  return ns < 8_640_000_000_000_000_000_000n && ns > -8_640_000_000_000_000_000_000n
}

/** What every kind of entry line starts with. `pathBase64` is given where the bytes are not valid UTF-8. */
function formatStart(path: string, pathBase64: string | undefined): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const raw = pathBase64 === undefined ? '' : `,"path_base64":"${pathBase64}"`
  return `{"name":${quoteJson(name)},"relative_path":${quoteJson(path)}${raw}`
}

export interface FileLine {
  readonly path: string
  readonly pathBase64?: string | undefined
  readonly sizeBytes: number
  readonly algorithms: readonly DigestAlgorithm[]
  /** Hex digests in the order of `algorithms`. */
  readonly digests: readonly string[]
  readonly modifiedNs: bigint
  /** Permission bits. */
  readonly mode: number
}

/** One hashed file as its line of a native manifest (docs/formats.md), without comma and newline. */
export function formatFileLine(file: FileLine): string {
  let line = `${formatStart(file.path, file.pathBase64)},"size_bytes":${file.sizeBytes}`
  for (let i = 0; i < file.algorithms.length; i += 1) {
    line += `,"checksum_${file.algorithms[i]}":"${file.digests[i]}"`
  }
  const time = isRepresentable(file.modifiedNs) ? `,"modified_utc":"${formatTime(file.modifiedNs)}"` : ''
  return `${line}${time},"mode":"${file.mode.toString(8).padStart(4, '0')}"}`
}

export interface LinkLine {
  readonly path: string
  readonly pathBase64?: string | undefined
  readonly target: string
  readonly targetBase64?: string | undefined
}

export function formatLinkLine(link: LinkLine): string {
  const raw = link.targetBase64 === undefined ? '' : `,"target_base64":"${link.targetBase64}"`
  return `${formatStart(link.path, link.pathBase64)},"kind":"symlink","target":${quoteJson(link.target)}${raw}}`
}

export function formatSpecialLine(path: string, pathBase64: string | undefined, special: SpecialKind): string {
  return `${formatStart(path, pathBase64)},"kind":"special","special":"${special}"}`
}

export interface ErrorLine {
  readonly path: string
  readonly pathBase64?: string | undefined
  /** Given for what is not a regular file. */
  readonly kind?: 'symlink' | 'special' | 'directory' | undefined
  readonly sizeBytes?: number | undefined
  readonly error: EntryError
}

export function formatErrorLine(entry: ErrorLine): string {
  const kind = entry.kind === undefined ? '' : `,"kind":"${entry.kind}"`
  const size = entry.sizeBytes === undefined ? '' : `,"size_bytes":${entry.sizeBytes}`
  const error = `{"code":${quoteJson(entry.error.code)},"message":${quoteJson(entry.error.message)}}`
  return `${formatStart(entry.path, entry.pathBase64)}${kind}${size},"error":${error}}`
}
