import type { UnknownFile } from '../../../shared/model/pipeline-audit.ts'
import { isCopy } from './find-seen.ts'
import type { Holdings } from './holdings.ts'

/** Files that no record names, as checks find them: copies of recorded files last. */
export class UnknownList {
  /** Null before a check has found or looked for any. */
  private strangers: readonly UnknownFile[] | null = null
  private copies: readonly UnknownFile[] = []
  private paths = new Set<string>()

  /** Null before a check has found or looked for any. */
  get strangerCount(): number | null {
    return this.strangers?.length ?? null
  }

  get copyCount(): number {
    return this.copies.length
  }

  /** Strangers and copies together. */
  get fileCount(): number {
    return (this.strangerCount ?? 0) + this.copyCount
  }

  slice(offset: number, limit: number): readonly UnknownFile[] {
    const { strangers, copies } = this
    if (strangers === null) return []
    const head = strangers.slice(offset, offset + limit)
    const first = Math.max(0, offset - strangers.length)
    return [...head, ...copies.slice(first, first + limit - head.length)]
  }

  /** All that a check which came to its end has found, in place of what was known. */
  take(files: readonly UnknownFile[], holdings: Holdings): void {
    const unnamed = files.filter(({ path }) => holdings.set.index.ofFile(path).length === 0)
    this.copies = unnamed.filter((file) => isCopy(holdings, file))
    this.strangers = unnamed.filter((file) => !isCopy(holdings, file))
    this.paths = new Set(unnamed.map(({ path }) => path))
  }

  /** Some that a check which goes on has found, besides those known. */
  add(files: readonly UnknownFile[], { set }: Holdings): void {
    const added = files.filter(({ path }) => !this.paths.has(path) && set.index.ofFile(path).length === 0)
    for (const { path } of added) this.paths.add(path)
    this.strangers = [...(this.strangers ?? []), ...added]
  }

  /** Leaves out those that were recorded since. */
  refresh(holdings: Holdings): void {
    if (this.strangers !== null) this.take([...this.strangers, ...this.copies], holdings)
  }
}
