/** Holds what the system asks the app to open until the page can hear of it. */
export class OpenedPaths {
  private waiting: string[] | null = []
  private readonly deliver: (path: string) => void

  constructor(deliver: (path: string) => void) {
    this.deliver = deliver
  }

  open(path: string): void {
    if (this.waiting === null) this.deliver(path)
    else this.waiting.push(path)
  }

  /** From now on paths are delivered at once; again `hold` while a page is loading. */
  release(): void {
    const paths = this.waiting ?? []
    this.waiting = null
    for (const path of paths) this.deliver(path)
  }

  hold(): void {
    this.waiting ??= []
  }
}
