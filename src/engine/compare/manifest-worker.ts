import { parentPort, workerData } from 'node:worker_threads'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { SealState } from '../../shared/model/manifest.ts'
import type { ScanProgress } from '../../shared/model/run.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { checkLoadedSeal } from './check-loaded-seal.ts'
import { SealLookup } from './known-seals.ts'
import { PauseGate } from '../run/run-control.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import type { FromManifestWorker, ManifestWorkerData } from './manifest-protocol.ts'

// Electron's threads read users' *.asar files as folders otherwise.
Object.assign(process, { noAsar: true })

const port = parentPort
if (port === null) throw new Error('manifest-worker runs as a worker thread only')

const { path, workspace, holdWord }: ManifestWorkerData = workerData

/** Held by the thread that started this one, which has nothing else to say to it. */
class SharedPause extends PauseGate {
  private readonly word = new Int32Array(holdWord)

  override async wait(): Promise<void> {
    Atomics.wait(this.word, 0, 1)
  }
}

function send(message: FromManifestWorker, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer)
}

/** Handed over rather than copied: a million entries are a hundred megabytes. */
function buffersOf(columns: EntryColumns): ArrayBuffer[] {
  const { pathBytes, pathOffsets, kinds, sizes, modifiedNs, modes, digests, digestFlags } = columns
  const arrays = [pathBytes, pathOffsets, kinds, sizes, modifiedNs, modes, digests, digestFlags]
  return [...new Set(arrays.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer)
}

try {
  const pause = new SharedPause()
  const lookup = await SealLookup.create(path, workspace)
  const control = { pause, onProgress: (progress: ScanProgress) => send({ type: 'progress', progress }) }
  const manifest = await readManifest(path, control, (bytes) => lookup.add(bytes))
  send({ type: 'loaded', manifest }, buffersOf(manifest.columns))
  const check = (): Promise<SealState> => checkLoadedSeal(path, manifest.summary, { pause })
  const isOpen = manifest.summary.seal.state === 'not-checked'
  const seal = isOpen ? await lookup.checkOnce(check) : await check()
  send({ type: 'sealed', seal })
} catch (error) {
  send({ type: 'failed', error: toWireError(error, 'read manifest') })
}
