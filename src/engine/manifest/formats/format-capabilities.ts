import type { DigestAlgorithm } from '../../../shared/model/digest.ts'
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
  'gnu-checksums': { ...digestsOnly, name: 'a GNU checksum list' },
  'bsd-checksums': { ...digestsOnly, name: 'a BSD checksum list' },
  hashdeep: { ...digestsOnly, name: 'hashdeep' },
  sfv: { ...digestsOnly, name: 'an SFV list' },
}

/** A GNU list is known by the file its tool is mostly made to write. */
const gnuNames: ReadonlyMap<DigestAlgorithm, string> = new Map([
  ['md5', 'an MD5SUMS list'],
  ['sha1', 'a SHA1SUMS list'],
  ['sha256', 'a SHA256SUMS list'],
  ['sha384', 'a SHA384SUMS list'],
  ['sha512', 'a SHA512SUMS list'],
])

/** What a format can say of its entries. Sizes are in bytes, times in nanoseconds since 1970 UTC. */
export function formatCapabilities(
  format: ManifestFormat,
  algorithms: readonly DigestAlgorithm[] = [],
): FormatCapabilities {
  const [only, ...others] = algorithms
  const gnuName =
    format === 'gnu-checksums' && only !== undefined && others.length === 0 ? gnuNames.get(only) : undefined
  return { ...capabilities[format], hasSizes: tellsSizes(format), ...(gnuName === undefined ? {} : { name: gnuName }) }
}
