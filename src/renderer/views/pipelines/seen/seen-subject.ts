import type { SeenContent } from '../../../../shared/ipc/pipeline-schemas.ts'
import type { Location } from '../../../../shared/model/location.ts'
import { request } from '../../../bridge/host.ts'
import { formatSize } from '../../../format/quantity.ts'
import { hashInPage, maxHashedBytes } from './hash-in-page.ts'

/** A content to ask about: a file by its place, one of which only the contents are here, or a digest. */
export type SeenSubject =
  | { readonly type: 'location'; readonly location: Location }
  | { readonly type: 'contents'; readonly file: File }
  | { readonly type: 'digest'; readonly sha256: string }

/** Another one for every content that may be another. */
export function keyOf(subject: SeenSubject): string {
  if (subject.type === 'digest') return subject.sha256
  if (subject.type === 'location') return subject.location.token
  return `${subject.file.name} ${subject.file.size} ${subject.file.lastModified}`
}

export interface SeenAnswer {
  readonly content: SeenContent
  /** What was asked about, as a person knows it; null for a digest alone. */
  readonly name: string | null
}

async function digestOf(file: File): Promise<string> {
  const sha256 = await hashInPage(file)
  if (sha256 !== null) return sha256
  throw new Error(
    `“${file.name}” is larger than ${formatSize(maxHashedBytes)}, which is more than this window reads of a dropped file. Choose it with “Choose a file” instead.`,
  )
}

/** Says where a content is recorded; a file is hashed for it. */
export async function askSeen(pipelineId: string, subject: SeenSubject): Promise<SeenAnswer> {
  if (subject.type === 'location') {
    const { token, displayPath } = subject.location
    const content = await request('pipeline.seen', { pipelineId, subject: { type: 'file', token } })
    return { content, name: content.file?.path ?? displayPath }
  }
  const sha256 = subject.type === 'digest' ? subject.sha256 : await digestOf(subject.file)
  const content = await request('pipeline.seen', { pipelineId, subject: { type: 'digest', sha256 } })
  return { content, name: subject.type === 'digest' ? null : subject.file.name }
}
