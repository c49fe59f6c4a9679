import type { ScanProgress } from '../../shared/model/run.ts'
import type { RunControl } from '../run/run-control.ts'
import type { ScanTotals } from '../scan/scan-types.ts'
import type { SideName } from './compare-options.ts'

interface Done {
  readonly files: number
  readonly bytes: number
  readonly errors: number
}

function plus(value: number | null, more: number): number | null {
  return value === null ? null : value + more
}

function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor
}

/** One progress over all that a comparison does: manifests that are read at once, folders that are scanned in turn. */
export class ComparisonProgress {
  private readonly control: RunControl
  private readonly startedMs = performance.now()
  private readonly readings = new Map<SideName, ScanProgress>()
  private done: Done = { files: 0, bytes: 0, errors: 0 }
  private scansLeft: number

  /** `scanCount`: folders that will be scanned. */
  constructor(control: RunControl, scanCount: number) {
    this.control = control
    this.scansLeft = scanCount
  }

  get elapsedMs(): number {
    return performance.now() - this.startedMs
  }

  /** For reading the manifest of a side. */
  controlReading(side: SideName): RunControl {
    return this.watch((progress) => {
      this.readings.set(side, progress)
      return this.sumReadings(progress)
    })
  }

  /** For the next scan. */
  controlScan(): RunControl {
    return this.watch((progress) => this.addDone(progress))
  }

  endScan({ fileCount, errorCount, totalSizeBytes }: ScanTotals): void {
    const { files, bytes, errors } = this.done
    this.scansLeft -= 1
    this.done = {
      files: files + fileCount + errorCount,
      bytes: bytes + totalSizeBytes,
      errors: errors + errorCount,
    }
  }

  /** What was done stands as it is: the manifests read, where no folder was scanned. */
  tellComparing(): void {
    const last = [...this.readings.values()].at(-1)
    const { files, bytes, errors } = this.done
    const read = last === undefined || files > 0 ? undefined : this.sumReadings(last)
    const filesDone = read?.filesDone ?? files
    const bytesDone = read?.bytesDone ?? bytes
    this.control.onProgress?.({
      phase: 'comparing',
      filesDone,
      filesFound: filesDone,
      filesTotal: filesDone,
      bytesDone,
      bytesTotal: bytesDone,
      errorCount: errors,
      currentPath: '',
      elapsedMs: this.elapsedMs,
    })
  }

  private watch(complete: (progress: ScanProgress) => ScanProgress): RunControl {
    const { onProgress } = this.control
    if (onProgress === undefined) return this.control
    return { ...this.control, onProgress: (progress) => onProgress(complete(progress)) }
  }

  private sumReadings(last: ScanProgress): ScanProgress {
    const all = [...this.readings.values()]
    const sum = (read: (progress: ScanProgress) => number): number =>
      all.reduce((total, progress) => total + read(progress), 0)
    return {
      ...last,
      filesDone: sum(({ filesDone }) => filesDone),
      filesFound: sum(({ filesFound }) => filesFound),
      bytesDone: sum(({ bytesDone }) => bytesDone),
      bytesTotal: sum(({ bytesTotal }) => bytesTotal ?? 0),
      elapsedMs: this.elapsedMs,
    }
  }

  /** A folder that is still to be scanned is taken to be as large as the one before it: they are compared, after all. */
  private addDone(progress: ScanProgress): ScanProgress {
    const { files, bytes, errors } = this.done
    const scans = Math.max(1, this.scansLeft)
    return {
      ...progress,
      filesDone: progress.filesDone + files,
      filesFound: progress.filesFound + files,
      filesTotal: plus(times(progress.filesTotal, scans), files),
      bytesDone: progress.bytesDone + bytes,
      bytesTotal: plus(times(progress.bytesTotal, scans), bytes),
      errorCount: progress.errorCount + errors,
      elapsedMs: this.elapsedMs,
    }
  }
}
