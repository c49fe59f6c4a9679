import { writeChunks, type WrittenFile } from './write-chunks.ts'

const chunkLength = 64 * 1024

/** As `writeChunks`, in UTF-8. Errors: those of `writeChunks`. */
export function writeTexts(target: string, texts: Iterable<string>, isReplacing = true): Promise<WrittenFile> {
  return writeChunks(target, encode(texts), isReplacing)
}

function* encode(texts: Iterable<string>): Generator<Uint8Array> {
  let waiting = ''
  for (const text of texts) {
    waiting += text
    if (waiting.length < chunkLength) continue
    yield Buffer.from(waiting, 'utf8')
    waiting = ''
  }
  yield Buffer.from(waiting, 'utf8')
}
