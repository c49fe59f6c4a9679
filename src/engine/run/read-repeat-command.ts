import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { digestAlgorithmSchema } from '../../shared/model/digest-schema.ts'

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

const valued = new Set([
  '--output',
  '--algorithm',
  '--include',
  '--exclude',
  '--base',
  '--format',
  '--against',
  '--for',
])

class ReadCommand {
  readonly plain: string[] = []
  private readonly options = new Map<string, string[]>()

  constructor(words: readonly string[]) {
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? ''
      if (!word.startsWith('--')) this.plain.push(word)
      else if (valued.has(word)) this.options.set(word, [...this.all(word), words[(at += 1)] ?? ''])
      else this.options.set(word, [])
    }
  }

  has(name: string): boolean {
    return this.options.has(name)
  }

  all(name: string): string[] {
    return this.options.get(name) ?? []
  }
}

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
