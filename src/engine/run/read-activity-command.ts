import type { RecordShape } from '../../shared/model/process-manifest.ts'
import type { AuditOptions } from '../pipeline/audit/audit-pipeline.ts'
import type { AddFilesOptions } from '../pipeline/intake/add-files.ts'
import type { ImportFolderOptions } from '../pipeline/intake/import-folder.ts'
import type { RecordChoices } from '../pipeline/intake/record-choices.ts'
import { ReadCommand } from './read-command.ts'

/** What a recorded command line of an audit or an import asks for. */
export type RepeatableActivity =
  | { readonly kind: 'audit'; readonly options: AuditOptions }
  | { readonly kind: 'add-files'; readonly options: AddFilesOptions }
  | { readonly kind: 'import-folder'; readonly options: ImportFolderOptions }
  | { readonly kind: 'import-logs'; readonly paths: readonly string[] }

/**
 * Reads a command line of an audit or import as Assay records it, where it can be run again. Undefined for any other, and
 * for a repair: what is to be left out of a manifest is for a person to look at first.
 */
export function readActivityCommand(command: readonly string[]): RepeatableActivity | undefined {
  const [assay, group, name, ...rest] = command
  if (assay !== 'assay') return undefined
  const read = new ReadCommand(rest)
  if (group === 'runs' && name === 'import') {
    return read.plain.length === 0 ? undefined : { kind: 'import-logs', paths: read.plain }
  }
  const [target, ...more] = read.plain
  if (group !== 'etl' || target === undefined) return undefined
  if (name === 'check') return readAudit(target, read)
  const [folder] = more
  const choices = readChoices(read)
  if (folder === undefined || choices === undefined) return undefined
  if (name === 'add') return { kind: 'add-files', options: { manifest: target, files: more, choices } }
  if (name !== 'import') return undefined
  const isJunkExcluded = !read.has('--keep-junk')
  return { kind: 'import-folder', options: { manifest: target, folder, choices, isJunkExcluded } }
}

function readAudit(target: string, read: ReadCommand): RepeatableActivity | undefined {
  const [stale] = read.all('--stale-after')
  const staleAfterMs = stale === undefined ? undefined : readStaleAfter(stale)
  if (stale !== undefined && staleAfterMs === undefined) return undefined
  const [baseFolder] = read.all('--base')
  const dataFolders = read.all('--data')
  const readContents = !read.has('--quick')
  return { kind: 'audit', options: { target, readContents, dataFolders, baseFolder, staleAfterMs } }
}

function readStaleAfter(text: string): number | undefined {
  if (text === 'never') return Number.POSITIVE_INFINITY
  const digits = /^(\d+(?:\.\d+)?)ms$/u.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function readChoices(read: ReadCommand): RecordChoices | undefined {
  const one = (name: string): string | undefined => read.all(name)[0]
  const shape = one('--shape')
  if (shape !== undefined && !isShape(shape)) return undefined
  const sourceId = one('--source-id')
  const recordVersion = one('--record-version')
  return { sourceId, dataset: one('--dataset'), etag: one('--etag'), recordVersion, shape }
}

function isShape(text: string): text is RecordShape {
  return text === 'strategy' || text === 'module'
}
