import type { FileIntake } from '../../engine/index.ts'
import { recordPath, recordTime } from '../../shared/model/process-manifest.ts'
import type { Colours } from './colours.ts'
import { escapeLocation, escapeText } from './escape-name.ts'

/** A line a file; empty for one that was not recorded, which stderr tells of. */
export function renderIntake(file: FileIntake, colours: Colours): string {
  if ('error' in file) return ''
  const path = escapeLocation(file.path)
  if (file.isNew) return `${colours.green('+ added')}  ${path}  ${colours.dim(file.sha256)}\n`
  const { record } = file
  const when = `already recorded on ${escapeText(recordTime(record))}, as ${escapeLocation(recordPath(record))}`
  return `${colours.dim('= known')}  ${path}  ${when}\n`
}

export function toIntakeJson(file: FileIntake): object {
  if ('error' in file) return { path: file.path, status: 'failed', error: file.error }
  const { path, sizeBytes, sha256, isNew, record } = file
  return { path, status: isNew ? 'added' : 'known', size_bytes: sizeBytes, checksum_sha256: sha256, record }
}
