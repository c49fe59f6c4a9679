import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { digestAlgorithmSchema } from '../../shared/model/digest-schema.ts'
import { ReadCommand } from './read-command.ts'

/** What a recorded command line asks for: the reverse of `repeatSnapshot` and `repeatComparison`. */
export type RepeatableRun =
  | {
      readonly kind: 'snapshot'
      readonly directory: string
      readonly algorithms: readonly DigestAlgorithm[]
      readonly include: readonly string[]
      readonly exclude: readonly string[]
      readonly isJunkExcluded: boolean
      readonly base: string | undefined
      readonly isParanoid: boolean
    }
  | {
      readonly kind: 'verify' | 'compare'
      readonly left: string
      readonly right: string
      readonly isQuick: boolean
      readonly isStrict: boolean
      readonly allowEmpty: boolean
    }
  | { readonly kind: 'watch'; readonly directory: string; readonly manifest: string; readonly isStrict: boolean }

/**
 * Reads a command line as Assay records it, where it can be run again: paths are absolute, options are spelled out.
 * Undefined for any other. A snapshot's own output and format are left out: run again, it goes into the library.
 */
export function readRepeatCommand(command: readonly string[]): RepeatableRun | undefined {
  const [assay, name, ...rest] = command
  if (assay !== 'assay') return undefined
  const read = new ReadCommand(rest)
  const [first, second] = read.plain
  if (name === 'snapshot' && first !== undefined) return readSnapshot(first, read)
  const isStrict = read.has('--strict')
  if ((name === 'verify' || name === 'compare') && first !== undefined && second !== undefined) {
    const isQuick = read.has('--quick')
    return { kind: name, left: first, right: second, isQuick, isStrict, allowEmpty: read.has('--allow-empty') }
  }
  const [manifest] = read.all('--against')
  if (name === 'watch' && first !== undefined && manifest !== undefined) {
    return { kind: 'watch', directory: first, manifest, isStrict }
  }
  return undefined
}

function readSnapshot(directory: string, read: ReadCommand): RepeatableRun | undefined {
  const named = read.all('--algorithm')[0]?.split(',') ?? ['sha256']
  const algorithms = digestAlgorithmSchema.array().min(1).safeParse(named)
  if (!algorithms.success) return undefined
  return {
    kind: 'snapshot',
    directory,
    algorithms: algorithms.data,
    include: read.all('--include'),
    exclude: read.all('--exclude'),
    isJunkExcluded: !read.has('--keep-junk'),
    base: read.all('--base')[0],
    isParanoid: read.has('--paranoid'),
  }
}
