import { randomBytes } from 'node:crypto'

const maxPages = 4
const maxBytes = 256 * 1024 * 1024
const idBytes = 16

/**
 * Report pages to be shown in a frame, by addresses nobody can guess. They live in memory alone: nothing of a preview is
 * left behind. At most four, and fewer when they are large: the newest stay.
 */
export class ReportPages {
  /** In the order of making, the oldest first. */
  private readonly pages = new Map<string, Uint8Array<ArrayBuffer>>()

  /** Keeps a page and gives its path on the host that serves it. */
  add(page: Uint8Array<ArrayBuffer>): string {
    const path = `/report/${randomBytes(idBytes).toString('base64url')}.html`
    this.pages.set(path, page)
    for (const oldest of [...this.pages.keys()].slice(0, -1)) {
      if (this.isWithinBounds()) break
      this.pages.delete(oldest)
    }
    return path
  }

  /** The page at exactly this path, if it is still kept. */
  find(path: string): Uint8Array<ArrayBuffer> | undefined {
    return this.pages.get(path)
  }

  private isWithinBounds(): boolean {
    const sizeBytes = [...this.pages.values()].reduce((sum, page) => sum + page.length, 0)
    return this.pages.size <= maxPages && sizeBytes <= maxBytes
  }
}
