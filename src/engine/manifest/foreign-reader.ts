import type { RawObject } from './entry-fields.ts'
import { JsonDocument, type QuickTaker, type ValuePlace } from './json-document.ts'
import { manifestError } from './manifest-error.ts'
import type { ManifestFile } from './manifest-file.ts'
import { recogniseFormat } from './manifest-summary.ts'

const chunkBytes = 1024 * 1024
const minChunkBytes = 64 * 1024
const recognisableKeys = ['run_id', 'directory']

/** Takes one entry of `files`, not yet parsed. The bytes are valid during the call. */
export type EntryTaker = (text: Buffer, place: ValuePlace) => void

/**
 * Reads a manifest in any JSON layout from its first byte, in bounded memory. Throws `manifest-invalid`,
 * `manifest-not-recognised` and `manifest-version-unsupported`.
 */
export class ForeignReader {
  private readonly file: string
  private readonly keyValues = new Map<string, unknown>()
  private readonly document: JsonDocument
  private hasFiles = false
  private isStopped = false

  /** `quick` may take an entry before it is cut out for `takeEntry`. */
  constructor(file: string, takeEntry: EntryTaker, quick?: QuickTaker) {
    this.file = file
    this.document = new JsonDocument(file, {
      listKey: 'files',
      onListStart: () => this.noteFiles(),
      onItem: (text, place) => {
        if (!this.isStopped) takeEntry(text, place)
      },
      quick,
      onValue: (key, value, place) => this.noteKey(key, value, place),
    })
  }

  /** The keys read so far, but `files`. */
  get keys(): RawObject {
    return Object.fromEntries(this.keyValues)
  }

  /** Ends the reading with what is known; entries of the chunk at hand are no longer handed over. */
  stop(): void {
    this.isStopped = true
  }

  async read({ handle, sizeBytes }: ManifestFile, betweenChunks: (bytesDone: number) => Promise<void>): Promise<void> {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(minChunkBytes, sizeBytes)))
    for (let offset = 0; ;) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, offset)
      if (bytesRead === 0) break
      this.document.feed(chunk.subarray(0, bytesRead))
      offset += bytesRead
      if (this.isStopped) return
      await betweenChunks(offset)
    }
    this.document.finish()
    this.requireManifest()
  }

  private noteFiles(): void {
    if (this.hasFiles) throw manifestError('manifest-invalid', this.file, 'has two lists "files".')
    this.hasFiles = true
  }

  private noteKey(key: string, value: unknown, place: ValuePlace): void {
    const where = `line ${place.line}, byte ${place.offset}`
    if (this.keyValues.has(key)) {
      throw manifestError('manifest-invalid', this.file, `${where}: "${key}" stands twice in the manifest.`)
    }
    this.keyValues.set(key, value)
    if (key === 'format' || key === 'version') recogniseFormat(this.keys, this.file)
  }

  private requireManifest(): void {
    const isNative = this.keyValues.has('format')
    const isKnown = isNative || recognisableKeys.some((key) => this.keyValues.has(key))
    if (!isKnown) {
      const problem = 'is JSON, but no manifest Assay knows: it has neither "format" nor "run_id" nor "directory".'
      throw manifestError('manifest-not-recognised', this.file, problem)
    }
    if (this.keyValues.has('files')) {
      throw manifestError('manifest-invalid', this.file, 'has a key "files" that is not a list of entries.')
    }
    if (!this.hasFiles) throw manifestError('manifest-invalid', this.file, 'has no list "files".')
  }
}
