import { AppError } from '../../../shared/errors/app-error.ts'
import { digestAlgorithms, type DigestAlgorithm } from '../../../shared/model/digest.ts'
import type { WritableFormat } from '../../../shared/model/manifest-format.ts'

const anyAlgorithm = { algorithms: digestAlgorithms, most: digestAlgorithms.length }

/** The algorithms that each format has a place for, and how many of them at once. */
const places: Readonly<Record<WritableFormat, { algorithms: readonly DigestAlgorithm[]; most: number }>> = {
  'assay-manifest': anyAlgorithm,
  'run-manifest': anyAlgorithm,
  'gnu-checksums': { algorithms: digestAlgorithms.filter((algorithm) => algorithm !== 'crc32'), most: 1 },
  'bsd-checksums': anyAlgorithm,
  hashdeep: { algorithms: ['md5', 'sha1', 'sha256'], most: 3 },
  csv: anyAlgorithm,
}

/** Throws `bad-usage` when a format has no place for these digests. */
export function checkFormatAlgorithms(format: WritableFormat, algorithms: readonly DigestAlgorithm[]): void {
  const place = places[format]
  if (algorithms.length <= place.most && algorithms.every((algorithm) => place.algorithms.includes(algorithm))) return
  const choice = `${place.most === 1 ? 'one' : 'some'} of ${place.algorithms.join(', ')}`
  const message = `The format ${format} has no place for ${algorithms.join(', ')}: choose ${choice}.`
  throw new AppError({ code: 'bad-usage', operation: 'write manifest', message })
}
