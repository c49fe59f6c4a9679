import { tellsSizes, type ManifestFormat } from '../../../shared/model/manifest-format.ts'
import { roundLikePython } from './python-time.ts'

/** What a format can say of an entry besides its path and digest: what it cannot say, it cannot prove either. */
export interface FormatCapabilities {
  /** As people call it, to stand within a sentence. */
  readonly name: string
  readonly hasSizes: boolean
  readonly hasTimes: boolean
  readonly hasModes: boolean
  /** Whether links and special files can be listed; where they cannot, links to files may have been followed. */
  readonly hasLinks: boolean
  /** The nearest time the format can tell, from nanoseconds to nanoseconds. */
  readonly roundTimeNs: (ns: bigint) => bigint
}

const keepTimeNs = (ns: bigint): bigint => ns
const digestsOnly = { hasTimes: false, hasModes: false, hasLinks: false, roundTimeNs: keepTimeNs }

const capabilities: Readonly<Record<ManifestFormat, Omit<FormatCapabilities, 'hasSizes'>>> = {
  'assay-manifest': {
    name: 'a manifest of Assay',
    hasTimes: true,
    hasModes: true,
    hasLinks: true,
    roundTimeNs: keepTimeNs,
  },
  'run-manifest': {
    ...digestsOnly,
    name: 'a run manifest',
    hasTimes: true,
    roundTimeNs: roundLikePython,
  },
  'gnu-checksums': { ...digestsOnly, name: 'a SHA256SUMS list' },
  'bsd-checksums': { ...digestsOnly, name: 'a BSD checksum list' },
  hashdeep: { ...digestsOnly, name: 'hashdeep' },
  sfv: { ...digestsOnly, name: 'an SFV list' },
}

/** What a format can say of its entries. Sizes are in bytes, times in nanoseconds since 1970 UTC. */
export function formatCapabilities(format: ManifestFormat): FormatCapabilities {
  return { ...capabilities[format], hasSizes: tellsSizes(format) }
}
