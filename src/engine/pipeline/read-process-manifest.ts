import { basename } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ManifestProblem, ProcessMetadata, ProcessRecord } from '../../shared/model/process-manifest.ts'
import { parseProcessManifestName, type ProcessNamePattern } from '../../shared/model/process-manifest-names.ts'
import { throwIfCancelled } from '../run/run-control.ts'
import { ManifestParser, type KnownRecords } from './manifest-parser.ts'
import { readManifestBytes, type ManifestIdentity } from './read-manifest-bytes.ts'
import { salvageRecords } from './salvage-records.ts'

/**
 * What a file is: a manifest without a fault, JSON with faulty fields, one that ends too early, no JSON, no bytes at all,
 * or JSON of another kind.
 */
export type ProcessManifestState =
  'valid' | 'invalid' | 'truncated' | 'not-json' | 'empty-file' | 'not-a-process-manifest'

export interface LoadedProcessManifest {
  readonly path: string
  readonly pattern: ProcessNamePattern
  /** As the file's name tells. */
  readonly domain: string | null
  /** As the metadata tells, else the file's name. */
  readonly process: string | null
  readonly state: ProcessManifestState
  /** Null where it is missing or has a fault. */
  readonly metadata: ProcessMetadata | null
  /** Those without a fault, by their keys, in the order of the file. */
  readonly records: ReadonlyMap<string, ProcessRecord>
  /** Where each of `records` begins in the file, its key included, and where it ends, in bytes. */
  readonly spans: { readonly starts: readonly number[]; readonly ends: readonly number[] }
  /** The first 10,000; empty when the file is valid. */
  readonly problems: readonly ManifestProblem[]
  readonly problemCount: number
  /** What is odd, but no reason not to use the file. */
  readonly warnings: readonly ManifestProblem[]
  /** Of the file as it was read. */
  readonly identity: ManifestIdentity
}

export interface ReadControl {
  readonly signal?: AbortSignal | undefined
}

/**
 * Reads a process manifest of either naming and either shape of record, and finds everything that is wrong with it. Damaged
 * content never makes it throw: records without a fault are read, before and behind the damage. Throws `not-found`,
 * `not-a-file`, `permission-denied`, `read-failed`, `manifest-invalid` for a file above 1 GiB, and `cancelled`.
 */
export async function readProcessManifest(path: string, control: ReadControl = {}): Promise<LoadedProcessManifest> {
  const { bytes, identity } = await readManifestBytes(path)
  return describeParsed(path, await parseManifestBytes(bytes, control), identity)
}

/** Parses in turns of a few milliseconds. Throws `cancelled` only. */
export async function parseManifestBytes(
  bytes: Buffer,
  control: ReadControl,
  known?: KnownRecords,
): Promise<ManifestParser> {
  const parser = new ManifestParser(bytes, known)
  for (const turns of [parser.parse(), salvageRecords(parser)]) {
    for (let turn = turns.next(); turn.done !== true; turn = turns.next()) {
      await nextTurn()
      throwIfCancelled(control.signal, 'read manifest')
    }
  }
  parser.compareCount()
  return parser
}

function describeParsed(path: string, parser: ManifestParser, identity: ManifestIdentity): LoadedProcessManifest {
  const name = parseProcessManifestName(basename(path))
  return {
    path,
    pattern: name.pattern,
    domain: name.domain,
    process: parser.metadata?.process ?? name.process,
    state: stateOf(parser),
    metadata: parser.metadata,
    records: parser.records,
    spans: { starts: parser.starts, ends: parser.ends },
    problems: parser.problems.problems,
    problemCount: parser.problems.count,
    warnings: parser.problems.warnings,
    identity,
  }
}

function stateOf({ fault, problems }: ManifestParser): ProcessManifestState {
  if (fault?.reason === 'empty-file') return 'empty-file'
  if (fault?.reason === 'truncated') return 'truncated'
  if (fault !== undefined) return 'not-json'
  if (problems.problems.some(({ reason }) => reason === 'not-a-process-manifest')) return 'not-a-process-manifest'
  return problems.count === 0 ? 'valid' : 'invalid'
}
