import type { Entry } from '../../../../shared/model/entry.ts'
import type { Finding } from '../../../../shared/model/verdict.ts'
import { nameAlgorithm, listedAlgorithms } from '../../../format/digest.ts'
import { formatBytes, formatSize } from '../../../format/quantity.ts'
import { formatLocal, formatUtc } from '../../../format/time.ts'

export interface EvidenceRow {
  readonly label: string
  readonly left: string | undefined
  readonly right: string | undefined
  readonly isDifferent: boolean
  readonly isDigest: boolean
  /** Exact values, for tooltips and copying. */
  readonly exactLeft: string | undefined
  readonly exactRight: string | undefined
}

type Describe = (entry: Entry) => { shown: string; exact: string } | undefined

const describeKind: Describe = (entry) => {
  const kind = entry.special ?? entry.kind
  return { shown: kind, exact: kind }
}

const describeSize: Describe = (entry) =>
  entry.sizeBytes === undefined
    ? undefined
    : {
        shown: entry.sizeBytes < 1000 ? formatBytes(entry.sizeBytes) : formatSize(entry.sizeBytes),
        exact: formatBytes(entry.sizeBytes),
      }

const describeTime: Describe = (entry) =>
  entry.modifiedUtc === undefined
    ? undefined
    : { shown: formatLocal(entry.modifiedUtc), exact: formatUtc(entry.modifiedUtc) }

const describeMode: Describe = (entry) => {
  if (entry.mode === undefined) return undefined
  const mode = entry.mode.toString(8).padStart(4, '0')
  return { shown: mode, exact: mode }
}

const describeTarget: Describe = (entry) =>
  entry.target === undefined ? undefined : { shown: entry.target, exact: entry.target }

const describeError: Describe = (entry) =>
  entry.error === undefined
    ? undefined
    : { shown: `${entry.error.code}: ${entry.error.message}`, exact: entry.error.message }

function compare(label: string, finding: Finding, describe: Describe, isDigest = false): EvidenceRow[] {
  const left = finding.left && describe(finding.left)
  const right = finding.right && describe(finding.right)
  if (left === undefined && right === undefined) return []
  const hasBoth = finding.left !== undefined && finding.right !== undefined
  return [
    {
      label,
      left: left?.shown,
      right: right?.shown,
      isDifferent: hasBoth && left?.exact !== right?.exact,
      isDigest,
      exactLeft: left?.exact,
      exactRight: right?.exact,
    },
  ]
}

/** Both sides of a finding, value by value; what neither side knows is left out. */
export function evidenceRows(finding: Finding): EvidenceRow[] {
  const digests = listedAlgorithms.flatMap((algorithm) =>
    compare(
      nameAlgorithm(algorithm),
      finding,
      ({ digests }) => {
        const digest = digests[algorithm]
        return digest === undefined ? undefined : { shown: digest, exact: digest }
      },
      true,
    ),
  )
  return [
    ...compare('Kind', finding, describeKind),
    ...compare('Size', finding, describeSize),
    ...compare('Modified', finding, describeTime),
    ...compare('Mode', finding, describeMode),
    ...compare('Target', finding, describeTarget),
    ...digests,
    ...compare('Error', finding, describeError),
  ]
}
