import type { ScanProgress } from '../../shared/model/run.ts'
import { formatCount, formatCounted, formatDuration, formatSize } from '../render/quantities.ts'
import { RateMeter } from './rate-meter.ts'

/** Too little done to say how long the rest takes. */
const leastElapsedMs = 1000

const phaseWords: Readonly<Record<ScanProgress['phase'], string>> = {
  preparing: 'Preparing',
  scanning: 'Reading',
  comparing: 'Comparing',
  writing: 'Writing',
}

/** The figures of a run in words, with its rates kept between updates. */
export class ProgressFigures {
  private readonly bytes = new RateMeter()
  private readonly files = new RateMeter()
  private latest: ScanProgress | undefined

  update(progress: ScanProgress): void {
    this.latest = progress
    this.bytes.add(progress.elapsedMs, progress.bytesDone)
    this.files.add(progress.elapsedMs, progress.filesDone)
  }

  get phase(): string {
    return phaseWords[this.latest?.phase ?? 'preparing']
  }

  get currentPath(): string {
    return this.latest?.currentPath ?? ''
  }

  /** Null until the size of the whole is known. */
  get fractionDone(): number | null {
    const { bytesDone = 0, bytesTotal = null, filesDone = 0, filesTotal = null } = this.latest ?? {}
    if (bytesTotal !== null && bytesTotal > 0) return Math.min(1, bytesDone / bytesTotal)
    return filesTotal !== null && filesTotal > 0 ? Math.min(1, filesDone / filesTotal) : null
  }

  get filesDone(): string {
    const { filesDone = 0, filesTotal = null } = this.latest ?? {}
    return filesTotal === null
      ? formatCounted(filesDone, 'file')
      : `${formatCount(filesDone)}/${formatCounted(filesTotal, 'file')}`
  }

  get bytesDone(): string {
    const { bytesDone = 0, bytesTotal = null } = this.latest ?? {}
    return bytesTotal === null ? formatSize(bytesDone) : `${formatSize(bytesDone)}/${formatSize(bytesTotal)}`
  }

  get throughput(): string {
    return `${formatSize(Math.round(this.bytes.perSecond))}/s`
  }

  /** Null while it would be a guess. */
  get timeLeft(): string | null {
    const { bytesDone = 0, bytesTotal = null, filesDone = 0, filesTotal = null, elapsedMs = 0 } = this.latest ?? {}
    if (elapsedMs < leastElapsedMs) return null
    const byBytes = secondsLeft(bytesDone, bytesTotal, this.bytes.perSecond)
    const byFiles = secondsLeft(filesDone, filesTotal, this.files.perSecond)
    // Many small files are bound by their number, large ones by their bytes: the slower of the two is the honest one. While
    // one large file is read no file ends, and its bytes alone tell.
    const seconds = byBytes > 0 && this.files.perSecond === 0 ? byBytes : Math.max(byBytes, byFiles)
    if (!Number.isFinite(seconds) || seconds <= 0) return null
    const whole = Math.ceil(seconds)
    return whole < 60 ? `${whole} s left` : `${formatDuration(whole * 1000)} left`
  }

  get errors(): string | null {
    const count = this.latest?.errorCount ?? 0
    return count === 0 ? null : formatCounted(count, 'error')
  }
}

function secondsLeft(done: number, total: number | null, perSecond: number): number {
  if (total === null || total <= done) return 0
  return perSecond > 0 ? (total - done) / perSecond : Number.POSITIVE_INFINITY
}
