import { resolve } from 'node:path'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { defaultFormat, usualAlgorithms, type WritableFormat } from '../../shared/model/manifest-format.ts'

/** What of a snapshot's options a command line can say. */
export interface RepeatableSnapshot {
  readonly directory: string
  readonly output?: string | undefined
  readonly algorithms: readonly DigestAlgorithm[]
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly isJunkExcluded: boolean
  readonly base?: string | undefined
  readonly isParanoid: boolean
  readonly format: WritableFormat
}

/** What of a verify's or compare's options one can say. */
export interface RepeatableComparison {
  readonly isQuick?: boolean
  readonly isStrict: boolean
  readonly allowEmpty: boolean
}

function flag(name: string, isSet: boolean): string[] {
  return isSet ? [name] : []
}

function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value]
}

/**
 * The command line that takes the same snapshot again, argument by argument: absolute paths, and only what is not the
 * default. The run id is left out, because a run of that name exists, and so is what changes no result.
 */
export function repeatSnapshot(options: RepeatableSnapshot): string[] {
  const { algorithms, format } = options
  const isUsual = algorithms.join() === usualAlgorithms(format).join()
  return [
    'assay',
    'snapshot',
    resolve(options.directory),
    ...option('--output', options.output === undefined ? undefined : resolve(options.output)),
    ...option('--algorithm', isUsual ? undefined : algorithms.join(',')),
    ...options.include.flatMap((glob) => ['--include', glob]),
    ...options.exclude.flatMap((glob) => ['--exclude', glob]),
    ...flag('--keep-junk', !options.isJunkExcluded),
    ...option('--base', options.base === undefined ? undefined : resolve(options.base)),
    ...flag('--paranoid', options.isParanoid),
    ...option('--format', format === defaultFormat ? undefined : format),
  ]
}

/** The command line that verifies or compares the same two sides again, in the same manner. Paths are absolute. */
export function repeatComparison(
  command: 'verify' | 'compare',
  left: string,
  right: string,
  options: RepeatableComparison,
): string[] {
  return [
    'assay',
    command,
    left,
    right,
    ...flag('--quick', options.isQuick === true),
    ...flag('--strict', options.isStrict),
    ...flag('--allow-empty', options.allowEmpty),
  ]
}

/** The command line that watches the same folder again, for as long. Paths are absolute. */
export function repeatWatch(
  directory: string,
  manifest: string,
  { isStrict, durationMs }: { readonly isStrict: boolean; readonly durationMs?: number | undefined },
): string[] {
  const time = option('--for', durationMs === undefined ? undefined : `${durationMs}ms`)
  return ['assay', 'watch', directory, '--against', manifest, ...flag('--strict', isStrict), ...time]
}
