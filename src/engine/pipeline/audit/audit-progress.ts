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
  /** What was done, and was to be done, when a search had found more to read. */
  private before: LookProgress = { filesDone: 0, filesTotal: 0, bytesDone: 0, bytesTotal: 0, currentPath: '' }

  constructor(control: RunControl) {
    this.control = control
    this.tell()
  }

  readonly look = ({ filesDone, filesTotal, bytesDone, bytesTotal, currentPath }: LookProgress): void => {
    const { before } = this
    this.progress = {
      ...this.progress,
      phase: 'scanning',
      filesDone: before.filesDone + filesDone,
      filesFound: before.filesTotal + filesTotal,
      filesTotal: before.filesTotal + filesTotal,
      bytesDone: before.bytesDone + bytesDone,
      bytesTotal: before.bytesTotal + bytesTotal,
      currentPath,
    }
    this.tellSometimes()
  }

  readonly search = (currentPath: string): void => {
    this.progress = { ...this.progress, phase: 'comparing', currentPath }
    this.tellSometimes()
  }

  /** What is looked at from now on comes on top of what was. */
  addMore(): void {
    const { filesDone, filesTotal, bytesDone, bytesTotal, currentPath } = this.progress
    this.before = { filesDone, filesTotal: filesTotal ?? 0, bytesDone, bytesTotal: bytesTotal ?? 0, currentPath }
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
