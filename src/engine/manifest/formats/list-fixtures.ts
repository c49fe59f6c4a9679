import { ok, match } from 'node:assert/strict'
import { AppError } from '../../../shared/errors/app-error.ts'
import { readEntry } from '../../table/entry-reader.ts'
import type { EntryColumns } from '../../table/entry-columns.ts'
import type { LoadedManifest } from '../loaded-manifest.ts'
import { ManifestFolder } from '../manifest-fixtures.ts'
import { readManifest } from '../read-manifest.ts'

/** Digests of nothing. */
export const md5 = 'd41d8cd98f00b204e9800998ecf8427e'
export const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709'
export const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
export const hashdeepHead = '%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n'

/** Entries as `path algorithm=digest…`, in order. */
export function listEntries({ columns }: { readonly columns: EntryColumns }): string[] {
  return Array.from({ length: columns.count }, (_, row) => {
    const { path, digests } = readEntry(columns, row)
    return [path, ...Object.entries(digests).map(([algorithm, digest]) => `${algorithm}=${digest}`)].join(' ')
  })
}

/** A folder for one test's lists of checksums, and what reading them gives. */
export class ListFolder extends ManifestFolder {
  read(content: string | Uint8Array, name = 'list'): Promise<LoadedManifest> {
    return readManifest(this.write(content, name), {})
  }

  async list(content: string | Uint8Array, name?: string): Promise<string[]> {
    return listEntries(await this.read(content, name))
  }

  /** Expects that reading throws `manifest-invalid` with this message. */
  async expectRefused(content: string | Uint8Array, message: RegExp, name?: string): Promise<void> {
    const failure: unknown = await this.read(content, name).catch((error: unknown) => error)
    ok(failure instanceof AppError, `not refused: ${String(failure)}`)
    match(`${failure.code}: ${failure.message}`, /^manifest-invalid: /u)
    match(failure.message, message)
  }
}
