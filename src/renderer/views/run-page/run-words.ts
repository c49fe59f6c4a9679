import type { RunPageDetail } from '../../../shared/ipc/ledger-schemas.ts'
import { nameOf } from '../../format/path.ts'
import { countOf } from '../../format/quantity.ts'

/** What ran, as a title: Assay's own operations with a capital, those of other programs as they call them. */
export function nameOperation({ operation, source }: RunPageDetail['run']): string {
  return source === 'assay' ? operation.charAt(0).toUpperCase() + operation.slice(1) : operation
}

/** What it was about, unless that says no more than the operation. */
export function nameLane({ lane, operation }: RunPageDetail['run']): string {
  const name = nameOf(lane)
  return name === operation ? '' : name
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What came of a run, in a few words: "3 findings", "1,234 files"; null where nothing says so. */
export function describeOutcome({ body }: RunPageDetail['run']): string | null {
  const { result } = body
  if (!isRecord(result)) return null
  const { finding_count: findings, file_count: files, status } = result
  if (typeof files === 'number') return countOf(files, 'file')
  if (typeof findings !== 'number') return null
  const found = findings === 0 ? 'clean' : countOf(findings, 'finding')
  return status === 'incomplete' ? `incomplete, ${findings === 0 ? 'no findings' : found}` : found
}
