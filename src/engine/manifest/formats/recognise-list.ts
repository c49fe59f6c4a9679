import type { ManifestFormat } from '../../../shared/model/manifest-format.ts'
import type { ManifestFile } from '../manifest-file.ts'
import { readWindow } from '../native-layout.ts'
import { hashdeepHeader } from './hashdeep-list.ts'

export type ListFormat = Exclude<ManifestFormat, 'assay-manifest' | 'run-manifest'>

/** What a list is, and where its first line begins: after a byte order mark, if there is one. */
export interface RecognisedList {
  readonly format: ListFormat
  readonly offset: number
}

const windowBytes = 64 * 1024
const byteOrderMark = '\u00ef\u00bb\u00bf'
const jsonStart = /^\s*\{\s*(?:["}]|$)/u
const hashdeepStart = hashdeepHeader.slice(0, hashdeepHeader.lastIndexOf('-') + 1)
const gnuStart = /^\\?(?:XXH3_[0-9a-f]{16}|[0-9a-f]{8,256}) [ *]/iu
const bsdStart = /^\\?[\w/-]{2,30} +\(.*\) = /u
const sfvLine = /[^ \t][ \t][0-9a-f]{8}[ \t]*$/iu
const crcAlone = /^[0-9a-f]{8} /iu

/** Says by its beginning which list of checksums a file is; undefined when it is none. Reads 64 KiB at most. */
export async function recogniseList(file: ManifestFile): Promise<RecognisedList | undefined> {
  const text = (await readWindow(file.handle, 0, windowBytes)).toString('latin1')
  const offset = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0
  const format = recogniseText(text.slice(offset))
  return format === undefined ? undefined : { format, offset }
}

function recogniseText(text: string): ListFormat | undefined {
  if (jsonStart.test(text)) return undefined
  let hasSfvComment = false
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    if (line.startsWith(hashdeepStart)) return 'hashdeep'
    if (line.startsWith(';')) hasSfvComment = true
    else if (!line.startsWith('#')) return recogniseLine(line.replace(/\r$/u, ''))
  }
  return hasSfvComment ? 'sfv' : undefined
}

function recogniseLine(line: string): ListFormat | undefined {
  const isSfv = sfvLine.test(line)
  if (gnuStart.test(line) && !(isSfv && crcAlone.test(line))) return 'gnu-checksums'
  // A name may look like a tag, "Song (live).mp3 1A2B3C4D", but a tagged line does not end like one of an SFV list.
  if (bsdStart.test(line) && !isSfv) return 'bsd-checksums'
  return isSfv ? 'sfv' : undefined
}
