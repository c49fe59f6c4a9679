import { open, readdir, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { ScanError } from '../../../shared/model/run.ts'
import { isDamagedCopyName, parseProcessManifestName } from '../../../shared/model/process-manifest-names.ts'
import { describeSystemError } from '../../hash/entry-errors.ts'
import { openFlags } from '../../hash/read-file.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { resolveRoot } from '../../snapshot/resolve-root.ts'
import { looksLikeAnotherManifest, looksLikeProcessManifest, sniffedBytes } from './sniff-manifest.ts'

const operation = 'find process manifests'

/** What of process manifests stands in a folder; all paths are absolute, in order of their names. */
export interface FoundManifests {
  readonly folder: string
  readonly manifests: readonly string[]
  /** Copies that repairs have put aside. */
  readonly setAside: readonly string[]
  /** Files named like process manifests that cannot be looked into. */
  readonly errors: readonly ScanError[]
}

/**
 * Finds the process manifests directly in a folder: those named like one (docs/formats.md, "Process manifests"), readable
 * or not, and other `.json` files with the shape of one. Manifests of Assay's own are left out; links are not followed.
 * Errors: `not-found`, `not-a-directory`, `permission-denied`, `read-failed` for the folder, `cancelled`.
 */
export async function findProcessManifests(
  folder: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<FoundManifests> {
  const root = await resolveRoot(folder)
  const entries = await readdir(root, { withFileTypes: true })
  const names = entries.filter((entry) => entry.name.endsWith('.json') && !entry.isDirectory())
  const manifests: string[] = []
  const setAside: string[] = []
  const errors: ScanError[] = []
  for (const entry of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    throwIfCancelled(signal, operation)
    const path = join(root, entry.name)
    if (isDamagedCopyName(entry.name)) setAside.push(path)
    else {
      const found = await judgeFile(path, entry.name)
      if (found === true) manifests.push(path)
      else if (found !== false) errors.push(found)
    }
  }
  return { folder: root, manifests, setAside, errors }
}

/** Whether it is a process manifest; an error where its name says so and nothing else can be told. */
async function judgeFile(path: string, name: string): Promise<boolean | ScanError> {
  const isNamed = parseProcessManifestName(name).pattern !== 'other'
  try {
    const head = await readHead(path)
    if (head !== undefined) return isNamed ? !looksLikeAnotherManifest(head) : looksLikeProcessManifest(head)
    return isNamed ? { path, code: 'ENOTSUP', message: 'is not a regular file' } : false
  } catch (error) {
    // One that is there and may not be read is for the reader to tell, with its own words.
    const { code, message } = describeSystemError(error)
    if (code === 'EACCES' || code === 'EPERM') return isNamed
    return isNamed ? { path, code, message } : false
  }
}

/** Undefined for what is no regular file. */
async function readHead(path: string): Promise<string | undefined> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, openFlags)
    if (!(await handle.stat()).isFile()) return undefined
    const buffer = Buffer.allocUnsafe(sniffedBytes)
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    return buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/u, '')
  } finally {
    await handle?.close()
  }
}
