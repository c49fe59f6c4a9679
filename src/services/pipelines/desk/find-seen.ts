import { basename } from 'node:path'
import { findSeenContent, hashFiles } from '../../../engine/index.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { SeenContent } from '../../../shared/ipc/pipeline-schemas.ts'
import type { UnknownFile } from '../../../shared/model/pipeline-audit.ts'
import type { PlacedUnknownFile } from '../../workers/pipeline-protocol.ts'
import { toLink } from '../records/record-view.ts'
import type { Holdings } from './holdings.ts'
import { isReadable } from './manifest-shelf.ts'

const maxRecordedAs = 20

/** Says where a content is recorded. Errors: `read-failed` for a file that cannot be read, `cancelled`. */
export async function findSeen(
  { manifests, set }: Holdings,
  subject: { readonly path: string } | { readonly sha256: string },
  signal: AbortSignal,
): Promise<SeenContent> {
  const read = 'path' in subject ? await digest(subject.path, signal) : { file: null, sha256: subject.sha256 }
  const { sha256, damaged } = findSeenContent(set.index, read.sha256)
  const unreadable = manifests.filter((manifest) => !isReadable(manifest)).map(({ path }) => path)
  return {
    file: read.file,
    sha256,
    records: set.index.withContent(sha256).map(({ number }) => toLink(set, number)),
    damaged: [...damaged, ...unreadable].map((path) => basename(path)),
  }
}

/** Whether the content of a file that no record names is recorded, as far as it was read. */
export function isCopy({ set }: Holdings, { sha256 }: UnknownFile): boolean {
  return sha256 !== undefined && set.index.withContent(sha256).length > 0
}

/** A file without a record, with the records of its content where there are any. */
export function describeUnknown(
  { set }: Holdings,
  { path, sizeBytes, modifiedMs, sha256 }: UnknownFile,
): PlacedUnknownFile {
  const records = sha256 === undefined ? [] : set.index.withContent(sha256)
  const recordedAs = records.slice(0, maxRecordedAs).map(({ number }) => toLink(set, number))
  return { path, sizeBytes, modifiedMs, recordedAs }
}

async function digest(path: string, signal: AbortSignal): Promise<{ file: SeenContent['file']; sha256: string }> {
  for await (const outcome of hashFiles([path], ['sha256'], { signal })) {
    if ('error' in outcome) throw unreadable(path, outcome.error.message)
    const { sizeBytes, digests } = outcome
    return { file: { path, sizeBytes }, sha256: digests.sha256 ?? '' }
  }
  throw unreadable(path, 'it gave no content')
}

function unreadable(path: string, reason: string): AppError {
  return new AppError({ code: 'read-failed', operation: 'look up content', path, message: `${path}: ${reason}.` })
}
