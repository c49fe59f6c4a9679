import { stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors/app-error.ts'
import { fromWireError } from '../../shared/errors/wire-error.ts'
import type { SealState } from '../../shared/model/manifest.ts'
import type { LoadedManifest } from '../manifest/loaded-manifest.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import type { RunControl } from '../run/run-control.ts'
import { workerUrl } from '../worker-url.ts'
import { checkLoadedSeal } from './check-loaded-seal.ts'
import type { FromManifestWorker, ManifestWorkerData } from './manifest-protocol.ts'

/** Below this a manifest is read sooner than a thread has started. */
const minThreadBytes = 8 * 1024 * 1024
const operation = 'read manifest'

/** A manifest on its way into memory; its seal is checked meanwhile and after. */
export interface OpeningManifest {
  readonly loaded: Promise<LoadedManifest>
  readonly sealed: Promise<SealState>
  /** Lets go of the thread, whatever it is at. */
  close(): void
}

/**
 * Reads a manifest and checks its seal, a large one in a thread of its own so that two sides are read at once and the
 * caller's event loop stays free. Errors of both promises: those of `readManifest`, `worker-failed`, `cancelled`.
 */
export async function openManifest(path: string, workspace: string, control: RunControl): Promise<OpeningManifest> {
  const sizeBytes = await stat(path).then(
    (stats) => stats.size,
    // The reader says what is wrong.
    () => 0,
  )
  const opening = sizeBytes < minThreadBytes ? openHere(path, control) : new ManifestThread(path, workspace, control)
  // Whoever awaits them is told; one that nobody gets to await must not end the process.
  opening.loaded.catch(() => undefined)
  opening.sealed.catch(() => undefined)
  return opening
}

function openHere(path: string, control: RunControl): OpeningManifest {
  const loaded = readManifest(path, control)
  const { signal, pause } = control
  const sealed = loaded.then(({ summary }) => checkLoadedSeal(path, summary, { signal, pause }))
  return { loaded, sealed, close: () => undefined }
}

/** A promise that is settled from outside. */
class Answer<T> {
  readonly promise: Promise<T>
  resolve!: (value: T) => void
  reject!: (error: unknown) => void

  constructor() {
    this.promise = new Promise<T>((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }
}

class ManifestThread implements OpeningManifest {
  private readonly manifest = new Answer<LoadedManifest>()
  private readonly seal = new Answer<SealState>()
  private readonly control: RunControl
  private readonly hold = new Int32Array(new SharedArrayBuffer(4))
  private readonly thread: Worker
  private readonly cancel = (): void => {
    this.fail(new AppError({ code: 'cancelled', operation, message: 'Cancelled.' }))
  }

  constructor(path: string, workspace: string, control: RunControl) {
    this.control = control
    const data: ManifestWorkerData = { path, workspace, holdWord: this.hold.buffer }
    this.thread = new Worker(workerUrl('manifest-worker'), { workerData: data })
    this.thread.on('message', (message: FromManifestWorker) => this.receive(message))
    this.thread.on('error', (error) => this.fail(threadFault(path, error.message, error)))
    this.thread.on('exit', () => this.fail(threadFault(path, 'the thread ended')))
    control.signal?.addEventListener('abort', this.cancel)
    if (control.signal?.aborted) this.cancel()
  }

  get loaded(): Promise<LoadedManifest> {
    return this.manifest.promise
  }

  get sealed(): Promise<SealState> {
    return this.seal.promise
  }

  close(): void {
    this.control.signal?.removeEventListener('abort', this.cancel)
    this.thread.removeAllListeners()
    void this.thread.terminate()
  }

  private receive(message: FromManifestWorker): void {
    this.holdWhilePaused()
    if (message.type === 'progress') this.control.onProgress?.(message.progress)
    else if (message.type === 'loaded') this.manifest.resolve(message.manifest)
    else if (message.type === 'failed') this.fail(fromWireError(message.error))
    else {
      this.seal.resolve(message.seal)
      this.close()
    }
  }

  /** The thread tells its progress ten times a second, which is how soon a pause reaches it. */
  private holdWhilePaused(): void {
    const { pause } = this.control
    if (pause === undefined || !pause.isPaused || this.hold[0] === 1) return
    Atomics.store(this.hold, 0, 1)
    void pause.wait().then(() => {
      Atomics.store(this.hold, 0, 0)
      Atomics.notify(this.hold, 0)
    })
  }

  private fail(error: unknown): void {
    this.manifest.reject(error)
    this.seal.reject(error)
    this.close()
  }
}

function threadFault(path: string, reason: string, cause?: unknown): AppError {
  return new AppError({ code: 'worker-failed', operation, path, message: `Could not read ${path}: ${reason}.`, cause })
}
