import { createHash, randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

/** NAME_MAX of the file systems in use, in bytes. */
const maxNameBytes = 255
const suffix = '.assay-tmp'
const randomByteCount = 6
const pattern = /^\..*\.([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{12}\.assay-tmp$/su

/** Who wrote a temp file: a hash of the host's name, because folders are shared between machines, and the process id. */
export interface TempWriter {
  readonly host: string
  readonly pid: number
}

/** This machine's mark in the names of temp files. */
export function hostMark(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
}

function cutToBytes(text: string, maxBytes: number): string {
  const characters = Array.from(text)
  while (Buffer.byteLength(characters.join('')) > maxBytes) characters.pop()
  return characters.join('')
}

/** Name of a temp file for a target's base name; unique, and at most 255 bytes long. */
export function createTempName(baseName: string): string {
  const { before, after } = frameTempNames(baseName)
  return `${before}${randomBytes(randomByteCount).toString('hex')}${after}`
}

/** Whether a name is one that this process gives temp files for a target's base name. */
export function isOwnTempName(name: string, baseName: string): boolean {
  const { before, after } = frameTempNames(baseName)
  return (
    name.length === before.length + 2 * randomByteCount + after.length &&
    name.startsWith(before) &&
    name.endsWith(after)
  )
}

function frameTempNames(baseName: string): { readonly before: string; readonly after: string } {
  const writer = `.${hostMark()}-${process.pid}-`
  const endBytes = writer.length + 2 * randomByteCount + suffix.length
  return { before: `.${cutToBytes(baseName, maxNameBytes - 1 - endBytes)}${writer}`, after: suffix }
}

/** Reads the writer out of a temp file's name; undefined for any other name. */
export function parseTempName(name: string): TempWriter | undefined {
  const match = pattern.exec(name)
  const [, host, pid] = match ?? []
  return host === undefined || pid === undefined ? undefined : { host, pid: Number(pid) }
}
