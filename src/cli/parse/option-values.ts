import { InvalidArgumentError } from 'commander'
import { reportFormatOf, reportFormats } from '../../shared/model/report.ts'
import { digestAlgorithms, isDigestAlgorithm, type DigestAlgorithm } from '../../shared/model/digest.ts'

const maxWorkers = 256
const maxPort = 65_535
const maxEntries = 999_999_999

/** "sha256,md5" as algorithms, each once, in the order given. */
export function parseAlgorithms(value: string): DigestAlgorithm[] {
  const names = value.split(',').map((name) => name.trim().toLowerCase())
  const algorithms = names.map((name) => {
    if (isDigestAlgorithm(name)) return name
    throw new InvalidArgumentError(`There is no algorithm "${name}". Choose from ${digestAlgorithms.join(', ')}.`)
  })
  return [...new Set(algorithms)]
}

function parseWhole(value: string, least: number, most: number): number {
  const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return number
  throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
}

export function parseWorkerCount(value: string): number {
  return parseWhole(value, 1, maxWorkers)
}

/** How many builds at a time. */
export function parseJobCount(value: string): number {
  return parseWhole(value, 1, maxWorkers)
}

/** How many entries to take. */
export function parseEntryLimit(value: string): number {
  return parseWhole(value, 0, maxEntries)
}

/** A TCP port; 0 lets the system choose. */
export function parsePort(value: string): number {
  return parseWhole(value, 0, maxPort)
}

/** For options that can be given more than once. */
export function collect(value: string, before: readonly string[] | undefined): string[] {
  if (value === '') throw new InvalidArgumentError('A pattern cannot be empty.')
  return [...(before ?? []), value]
}

/** A path: the shell gives an empty one where a variable was not set. */
export function parsePath(value: string): string {
  if (value === '') throw new InvalidArgumentError('A path cannot be empty.')
  return value
}

/** Paths of reports, whose extensions say in which rendering. */
export function collectReports(value: string, before: readonly string[] | undefined): string[] {
  const path = parsePath(value)
  if (reportFormatOf(path) !== undefined) return [...(before ?? []), path]
  const extensions = reportFormats.map((format) => `.${format}`).join(', ')
  throw new InvalidArgumentError(`The extension says in which form a report is written: choose from ${extensions}.`)
}
