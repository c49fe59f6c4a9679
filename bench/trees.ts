import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const filesPerFolder = 1000
const blockBytes = 1024 * 1024

/** Makes a folder once and keeps it for the next run; a tree half made is made again. */
export function makeOnce(root: string, fill: () => void): string {
  const done = `${root}.made`
  if (existsSync(done)) return root
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root, { recursive: true })
  fill()
  writeFileSync(done, '')
  return root
}

/** `count` files of about `sizeBytes`, each different, a thousand a folder. */
export function makeSmallFiles(base: string, count: number, sizeBytes: number): string {
  const root = join(base, `small-${count}-${sizeBytes}`)
  return makeOnce(root, () => {
    const bytes = randomBytes(sizeBytes + 256)
    for (let i = 0; i < count; i += 1) {
      const folder = join(root, `d${String(Math.floor(i / filesPerFolder)).padStart(4, '0')}`)
      if (i % filesPerFolder === 0) mkdirSync(folder)
      bytes.writeUInt32LE(i, 0)
      writeFileSync(join(folder, `f${String(i).padStart(7, '0')}.bin`), bytes.subarray(0, sizeBytes - 128 + (i % 256)))
    }
  })
}

/** `count` files of exactly `sizeBytes`, a multiple of 1 MiB. */
export function makeLargeFiles(base: string, count: number, sizeBytes: number): string {
  const root = join(base, `large-${count}-${sizeBytes}`)
  return makeOnce(root, () => {
    const block = randomBytes(blockBytes)
    for (let i = 0; i < count; i += 1) {
      const descriptor = openSync(join(root, `f${i}.bin`), 'w')
      for (let written = 0; written < sizeBytes; written += blockBytes) {
        block.writeUInt32LE(i * 65_536 + written / blockBytes, 0)
        writeSync(descriptor, block)
      }
      closeSync(descriptor)
    }
  })
}
