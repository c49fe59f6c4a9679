import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { throwIfCancelled } from '../../run/run-control.ts'

const chunkBytes = 1024 * 1024
const lineFeed = 10
const maxKept = 100_000
const headed: ReadonlySet<string> = new Set(['.csv', '.tsv'])
/** Files counted by this process, by path, size and time: an app reads its plans again and again. */
const counted = new Map<string, number>()

/**
 * Lines of a file, read in pieces; the first line of a `.csv` or `.tsv` is its heading and not counted. A last line without
 * an end counts; line breaks within quotes do too. Errors: `cancelled`, those of the system.
 */
export async function countRows(path: string, signal: AbortSignal | undefined): Promise<number> {
  const handle = await open(path, 'r')
  try {
    const { size, mtimeNs } = await handle.stat({ bigint: true })
    const key = `${size} ${mtimeNs} ${path}`
    const known = counted.get(key)
    if (known !== undefined) return known
    const lineCount = await countLines(handle, signal)
    const rowCount = headed.has(extname(path).toLowerCase()) ? Math.max(0, lineCount - 1) : lineCount
    if (counted.size >= maxKept) counted.clear()
    counted.set(key, rowCount)
    return rowCount
  } finally {
    await handle.close()
  }
}

async function countLines(handle: Awaited<ReturnType<typeof open>>, signal: AbortSignal | undefined): Promise<number> {
  const buffer = Buffer.allocUnsafe(chunkBytes)
  let count = 0
  let last = lineFeed
  for (;;) {
    throwIfCancelled(signal, 'count rows')
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes)
    if (bytesRead === 0) return last === lineFeed ? count : count + 1
    const chunk = buffer.subarray(0, bytesRead)
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, at + 1)) count += 1
    last = chunk[bytesRead - 1] ?? lineFeed
  }
}
