import type { WireError } from '../../shared/errors/wire-error.ts'
import type { SealState } from '../../shared/model/manifest.ts'
import type { ScanProgress } from '../../shared/model/run.ts'
import type { LoadedManifest } from '../manifest/loaded-manifest.ts'

export interface ManifestWorkerData {
  readonly path: string
  readonly workspace: string
  /** One Int32 word: 1 while the reading is to be held. */
  readonly holdWord: SharedArrayBuffer
}

/** From the thread that reads a manifest, in this order; `failed` may come at any time and ends it. */
export type FromManifestWorker =
  | { readonly type: 'progress'; readonly progress: ScanProgress }
  | { readonly type: 'loaded'; readonly manifest: LoadedManifest }
  | { readonly type: 'sealed'; readonly seal: SealState }
  | { readonly type: 'failed'; readonly error: WireError }
