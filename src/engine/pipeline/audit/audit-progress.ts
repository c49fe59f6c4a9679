import type { ScanError, ScanProgress } from '../../../shared/model/run.ts'
import type { RunControl } from '../../run/run-control.ts'
import type { LookProgress } from './record-files.ts'

const intervalMs = 100

/** Tells the caller of an audit how far it is, about ten times a second. */
export class AuditProgress {
  private readonly control: RunControl
  private readonly startedMs = performance.now()
  private toldMs = Number.NEGATIVE_INFINITY
  private progress: ScanProgress = {
    phase: 'preparing',
    filesDone: 0,
    filesFound: 0,
    filesTotal: null,
    bytesDone: 0,
    bytesTotal: null,
    errorCount: 0,
    currentPath: '',
    elapsedMs: 0,
  }

  constructor(control: RunControl) {
    this.control = control
    this.tell()
  }

  readonly look = ({ filesTotal, bytesTotal, ...done }: LookProgress): void => {
    this.progress = { ...this.progress, phase: 'scanning', ...done, filesFound: filesTotal, filesTotal, bytesTotal }
    this.tellSometimes()
  }

  readonly search = (currentPath: string): void => {
    this.progress = { ...this.progress, phase: 'comparing', currentPath }
    this.tellSometimes()
  }

  addError(error: ScanError): void {
    this.progress = { ...this.progress, errorCount: this.progress.errorCount + 1 }
    this.control.onError?.(error)
  }

  end(): void {
    this.tell()
  }

  private tellSometimes(): void {
    if (performance.now() - this.toldMs >= intervalMs) this.tell()
  }

  private tell(): void {
    this.toldMs = performance.now()
    this.control.onProgress?.({ ...this.progress, elapsedMs: this.toldMs - this.startedMs })
  }
}
