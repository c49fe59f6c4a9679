import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { runRecordSchema, type RunRecord } from '../../shared/model/run-record.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { writeFileDurably } from '../atomic/durable-file.ts'
import { isProcessRunning } from './process-identity.ts'
import { toReadError } from './read-errors.ts'
import { runRecordPath } from './run-id.ts'
import { toCamelKeys, toSnakeKeys } from './snake-keys.ts'
import { runsFolder } from './workspace-path.ts'

/** A record larger than this is not one of ours. */
const maxRecordBytes = 1024 * 1024
const readsAtOnce = 32

/** Puts a run's record on disk in place of its reservation or former record. Errors: those of a durable write. */
export async function writeRunRecord(workspace: string, record: RunRecord): Promise<void> {
  await writeFileDurably(runRecordPath(workspace, record.runId), `${JSON.stringify(toSnakeKeys(record))}\n`)
}

/** Remembers records between readings by the file's time and size; one for each workspace and reader. */
export type RunRecordCache = Map<string, { readonly mark: string; readonly record: RunRecord | undefined }>

/**
 * Every run of the workspace, newest first. A run whose process is gone reads as failed. Files that are no record, or are
 * damaged, are left out: one bad file must not hide the others. Errors: `permission-denied`, `read-failed`, only when the folder cannot be listed.
 */
export async function readRunRecords(workspace: string, cache: RunRecordCache = new Map()): Promise<RunRecord[]> {
  const names = (await listFolder(runsFolder(workspace))).filter((name) => name.endsWith('.json'))
  for (const known of cache.keys()) {
    if (!names.includes(known)) cache.delete(known)
  }
  const records: RunRecord[] = []
  for (let start = 0; start < names.length; start += readsAtOnce) {
    const batch = names.slice(start, start + readsAtOnce)
    const found = await Promise.all(batch.map((name) => readCached(workspace, name, cache)))
    records.push(...found.filter((record) => record !== undefined))
  }
  return records.map(asCutOff).toSorted(newestFirst)
}

/**
 * The record of one run; undefined when there is none, or it is no record. A run whose process is gone reads as failed.
 * `runId` must be a valid one.
 */
export async function readRunRecord(workspace: string, runId: string): Promise<RunRecord | undefined> {
  const record = await readCached(workspace, `${runId}.json`, new Map())
  return record === undefined ? undefined : asCutOff(record)
}

function newestFirst(left: RunRecord, right: RunRecord): number {
  if (left.startedUtc !== right.startedUtc) return left.startedUtc < right.startedUtc ? 1 : -1
  return left.runId < right.runId ? 1 : -1
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw toReadError(error, 'list runs', folder)
  }
}

async function readCached(workspace: string, name: string, cache: RunRecordCache): Promise<RunRecord | undefined> {
  const path = join(runsFolder(workspace), name)
  const stats = await stat(path).catch(() => undefined)
  if (stats === undefined || !stats.isFile() || stats.size > maxRecordBytes) return undefined
  const mark = `${stats.mtimeMs}:${stats.size}:${stats.ino}`
  const known = cache.get(name)
  if (known?.mark === mark) return known.record
  const record = await readRecord(path)
  cache.set(name, { mark, record })
  return record
}

async function readRecord(path: string): Promise<RunRecord | undefined> {
  try {
    const parsed = runRecordSchema.safeParse(toCamelKeys(JSON.parse(await readFile(path, 'utf8'))))
    return parsed.success ? parsed.data : undefined
  } catch {
    // Removed meanwhile, or cut short by a crash of another program: not a record.
    return undefined
  }
}

/** A record left `running` by a process that is gone: it can never end by itself. */
function asCutOff(record: RunRecord): RunRecord {
  if (record.state !== 'running' || isProcessRunning(record)) return record
  const message = 'The program ended before this run did, so it has no result. Start it again.'
  return { ...record, state: 'failed', failure: { code: 'worker-failed', operation: record.kind, message } }
}
