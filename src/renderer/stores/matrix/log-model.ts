import type { RequestInput, RequestOutput } from '../../../shared/ipc/contract.ts'
import type { LogLine } from '../../../shared/ipc/matrix-schemas.ts'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import { toWire } from '../../bridge/host.ts'

export type LogLevel = RequestInput<'matrix.log'>['level']
export type LogPart = RequestOutput<'matrix.log'>
export type LogWindow = NonNullable<RequestInput<'matrix.log'>['window']>

/** Which lines of which log are shown. */
export interface LogQuery {
  readonly level: LogLevel
  readonly window: LogWindow | null
  readonly search: string
}

interface Place {
  readonly fromByte: number | null
  readonly beforeByte: number | null
  readonly limit: number
}

export type ReadLog = (query: LogQuery & Place) => Promise<LogPart>

const pageLines = 500
/** Held at most: a log of any length is a window that moves over it. */
export const maxHeldLines = 4000

/** A stretch of a log's lines, extended at both ends as it is walked. */
export class LogModel {
  readonly query: LogQuery
  lines: readonly LogLine[] = []
  sizeBytes = 0
  hasEarlier = false
  hasLater = false
  isLoaded = false
  /** Rises when the lines are others, and not more of the same stretch. */
  stretch = 0
  failure: WireError | null = null
  private startByte = 0
  private nextByte = 0
  private version = 0
  private isClosed = false
  private work: Promise<void> = Promise.resolve()
  private isBusy = false
  private readonly read: ReadLog
  private readonly listeners = new Set<() => void>()

  constructor(query: LogQuery, read: ReadLog) {
    this.query = query
    this.read = read
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly getVersion = (): number => this.version

  close(): void {
    this.isClosed = true
  }

  /** The last lines. */
  showEnd(): Promise<void> {
    return this.enqueue(async () => this.replace(await this.ask({ fromByte: null, beforeByte: null })))
  }

  /** The first lines. */
  showStart(): Promise<void> {
    return this.enqueue(async () => this.replace(await this.ask({ fromByte: 0, beforeByte: null })))
  }

  /** Lines before the first one held; nothing while other lines are being read. */
  extendBack(): Promise<void> {
    if (this.isBusy || !this.hasEarlier) return this.work
    return this.enqueue(async () => {
      const part = await this.ask({ fromByte: null, beforeByte: this.startByte })
      this.startByte = part.startByte
      this.hasEarlier = part.hasEarlier
      this.sizeBytes = part.sizeBytes
      const lines = [...part.lines, ...this.lines]
      if (lines.length > maxHeldLines) {
        this.nextByte = lines[maxHeldLines]?.atByte ?? this.nextByte
        this.hasLater = true
      }
      this.lines = lines.slice(0, maxHeldLines)
    })
  }

  /** Lines after the last one held, such as have come since; nothing while other lines are being read. */
  extendOn(): Promise<void> {
    if (this.isBusy || !this.isLoaded) return this.work
    return this.enqueue(async () => {
      const part = await this.ask({ fromByte: this.nextByte, beforeByte: null })
      if (part.sizeBytes < this.nextByte) {
        // A new build has begun its log anew.
        this.replace(await this.ask({ fromByte: null, beforeByte: null }))
        return
      }
      const isPageFull = part.lines.length >= pageLines
      this.hasLater = isPageFull || (part.nextByte > this.nextByte && part.nextByte < part.sizeBytes)
      this.nextByte = part.nextByte
      this.sizeBytes = part.sizeBytes
      const lines = [...this.lines, ...part.lines]
      const cut = Math.max(0, lines.length - maxHeldLines)
      if (cut > 0) {
        this.startByte = lines[cut]?.atByte ?? this.startByte
        this.hasEarlier = true
      }
      this.lines = lines.slice(cut)
    })
  }

  private replace(part: LogPart): void {
    this.stretch += 1
    this.lines = part.lines
    this.startByte = part.startByte
    this.nextByte = part.nextByte
    this.sizeBytes = part.sizeBytes
    this.hasEarlier = part.hasEarlier
    this.hasLater = part.lines.length >= pageLines && part.nextByte < part.sizeBytes
    this.isLoaded = true
  }

  private ask(place: Omit<Place, 'limit'>): Promise<LogPart> {
    return this.read({ ...this.query, ...place, limit: pageLines })
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.work = this.work.then(async () => {
      if (this.isClosed) return
      this.isBusy = true
      try {
        await step()
        this.failure = null
      } catch (error) {
        this.failure = toWire(error)
      }
      this.isBusy = false
      this.version += 1
      for (const listener of this.listeners) listener()
    })
    return this.work
  }
}
