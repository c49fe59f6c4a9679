import { isCancelled } from '../../../shared/errors/app-error.ts'
import { ManifestShelf, type ShelfChange } from './manifest-shelf.ts'

/** A folder that changes all the time is not read all the time: it rests for as long as reading it took, and this at least. */
const minRestMs = 100

/** Keeps a shelf up to date: reads when told that something may have changed, one reading after the other. */
export class FolderReader {
  readonly shelf: ManifestShelf
  /** Whether the shelf tells what the folder held at some time. */
  hasRead = false
  private readonly signal: AbortSignal
  private readonly onRead: (change: ShelfChange) => void
  private first: Promise<void> | undefined
  private current: Promise<void> | undefined
  private isWanted = false
  private timer: NodeJS.Timeout | undefined

  constructor(folder: string, signal: AbortSignal, onRead: (change: ShelfChange) => void) {
    this.shelf = new ManifestShelf(folder, signal)
    this.signal = signal
    this.onRead = onRead
    signal.addEventListener('abort', () => clearTimeout(this.timer))
  }

  /** Resolves once the folder has been read for the first time. Errors: `cancelled`. */
  ready(): Promise<void> {
    this.first ??= this.read()
    return this.first
  }

  /** Reads what there is now, after what is being read. Errors: `cancelled`. */
  async readNow(): Promise<void> {
    await this.ready()
    while (this.current !== undefined) await this.current
    await this.read()
  }

  /** Something may have changed: it is read soon, unless nobody has asked for anything yet. */
  look(): void {
    if (this.first === undefined) return
    this.isWanted = true
    this.schedule(0)
  }

  private schedule(delayMs: number): void {
    if (this.current !== undefined || this.signal.aborted) return
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      if (this.current !== undefined) {
        this.isWanted = true
        return
      }
      this.read().catch((error: unknown) => {
        if (!isCancelled(error)) throw error
      })
    }, delayMs)
  }

  private read(): Promise<void> {
    this.isWanted = false
    const startedMs = performance.now()
    this.current = this.shelf.refresh().then((change) => {
      this.current = undefined
      this.hasRead = true
      this.onRead(change)
      if (this.isWanted) this.schedule(Math.max(minRestMs, performance.now() - startedMs))
      else if (change.lookAgainMs !== null) this.schedule(change.lookAgainMs)
    })
    return this.current
  }
}
