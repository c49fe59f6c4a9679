import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Stands for a server: files of a folder, each with an ETag, behind a line that fails now and then. */
export class FlakySource {
  private readonly folder: string
  private readonly failureRate: number
  private seed: number

  constructor(folder: string, failureRate: number, seed: number) {
    this.folder = folder
    this.failureRate = failureRate
    this.seed = seed
  }

  async list(): Promise<string[]> {
    return (await readdir(this.folder)).toSorted()
  }

  /** What a server tells without sending the file: a new ETag for each new version. */
  async readEtag(name: string): Promise<string> {
    const { mtimeMs, size } = await stat(join(this.folder, name))
    return `"${createHash('sha256').update(`${mtimeMs} ${size}`).digest('hex').slice(0, 16)}"`
  }

  async fetch(name: string): Promise<Buffer> {
    if (this.nextRandom() < this.failureRate) throw new Error(`the line broke off while ${name} was sent`)
    return readFile(join(this.folder, name))
  }

  /** The same numbers for the same seed (mulberry32), so that a run that failed can be looked at again. */
  private nextRandom(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0
    let bits = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}
