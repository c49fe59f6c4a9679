import { setImmediate as yieldToLoop } from 'node:timers/promises'
import { throwIfCancelled } from '../run/run-control.ts'

const chunkLength = 64 * 1024

/**
 * Texts as UTF-8 in chunks of about 64 KiB, so that a report is never whole in memory. Yields to the event loop between
 * chunks. Errors: `cancelled`.
 */
export async function* encodeInChunks(
  texts: Iterable<string> | AsyncIterable<string>,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let waiting: string[] = []
  let length = 0
  for await (const text of texts) {
    waiting.push(text)
    length += text.length
    if (length < chunkLength) continue
    throwIfCancelled(signal, 'make report')
    yield Buffer.from(waiting.join(''))
    waiting = []
    length = 0
    await yieldToLoop()
  }
  throwIfCancelled(signal, 'make report')
  if (waiting.length > 0) yield Buffer.from(waiting.join(''))
}
