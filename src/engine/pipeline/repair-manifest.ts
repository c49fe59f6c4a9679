import type { ManifestProblem } from '../../shared/model/process-manifest.ts'
import { writeFileDurably } from '../atomic/durable-file.ts'
import { composeRepair } from './compose-repair.ts'
import { lockManifest } from './file-lock.ts'
import { parseDocument } from './manifest-document.ts'
import { nowUs } from './manifest-store.ts'
import { readManifestBytes } from './read-manifest-bytes.ts'
import { parseManifestBytes, type ReadControl } from './read-process-manifest.ts'
import { refuseRepair } from './refuse-repair.ts'
import { setAside } from './set-aside.ts'

const lockTimeoutMs = 30_000

/** What a repair would do. */
export interface RepairPlan {
  readonly path: string
  readonly keptCount: number
  /** Of those kept: records that only the copy has. */
  readonly addedFromCopyCount: number
  /** What is wrong with the file; records named here are left out unless the copy has them whole. */
  readonly problems: readonly ManifestProblem[]
  readonly problemCount: number
  /** Keys of records that neither file has whole. */
  readonly leftOutKeys: readonly string[]
  /** Records that the metadata counts beyond those kept and left out: nothing is found of them. */
  readonly lostCount: number
  /** Whether what the manifest says of itself had to be made anew. */
  readonly isMetadataRebuilt: boolean
  /** The process, where nothing but the name of the file told it: that need not be what its pipeline calls itself. */
  readonly processFromName: string | null
  /** The process it will be of; null in a plan where nothing tells, so that one has to be chosen. */
  readonly process: string | null
  /** Whether neither file says the process, so that one can be chosen. */
  readonly isProcessOpen: boolean
}

export interface RepairControl extends ReadControl {
  /** The process of a manifest that does not say its own any more; by default as its file's name tells. */
  readonly process?: string | undefined
}

export interface Repair extends RepairPlan {
  /** The damaged file as it was, byte for byte. */
  readonly setAsidePath: string
}

/**
 * Tells what a repair would keep and leave out, of the file alone or with a good copy of it. Changes nothing. Errors: those
 * of `readProcessManifest` for either file, and `bad-usage` where there is nothing to repair or it says that it is of another
 * process than the one chosen.
 */
export async function planRepair(path: string, copyPath?: string, control: RepairControl = {}): Promise<RepairPlan> {
  return (await prepareRepair(path, copyPath, control, true)).plan
}

/**
 * Sets a damaged manifest aside, as it is, and puts in its place one with every record that is whole. Errors: those of
 * `planRepair` and of a durable write, and `bad-usage` where nothing tells its process; until the last step the damaged file stands under its name.
 */
export function repairProcessManifest(path: string, control: RepairControl = {}): Promise<Repair> {
  return repair(path, undefined, control)
}

/**
 * As `repairProcessManifest`, with what a good copy has besides: records that are whole in either file are kept, and where
 * both have one, that of the file itself.
 */
export function repairFromCopy(path: string, copyPath: string, control: RepairControl = {}): Promise<Repair> {
  return repair(path, copyPath, control)
}

async function repair(path: string, copyPath: string | undefined, control: RepairControl): Promise<Repair> {
  const lock = await lockManifest(path, lockTimeoutMs)
  try {
    const { plan, damagedBytes, text } = await prepareRepair(path, copyPath, control, false)
    // What cannot be read again is never put in the place of anything.
    await parseDocument(path, Buffer.from(text))
    const setAsidePath = await setAside(path, damagedBytes)
    await writeFileDurably(path, text)
    return { ...plan, setAsidePath }
  } finally {
    lock.release()
  }
}

interface PreparedRepair {
  readonly plan: RepairPlan
  readonly damagedBytes: Buffer
  readonly text: string
}

async function prepareRepair(
  path: string,
  copyPath: string | undefined,
  control: RepairControl,
  isDraft: boolean,
): Promise<PreparedRepair> {
  const { bytes: damagedBytes } = await readManifestBytes(path)
  const damaged = await parseManifestBytes(damagedBytes, control)
  const copy =
    copyPath === undefined ? undefined : await parseManifestBytes((await readManifestBytes(copyPath)).bytes, control)
  const choices = { nowUs: nowUs(), process: control.process, isDraft }
  const { text, keptKeys, ...composed } = composeRepair(path, damaged, copy, choices)
  const { keptCount, addedFromCopyCount, isMetadataRebuilt, processFromName, process, isProcessOpen } = composed
  if (damaged.problems.count === 0 && addedFromCopyCount === 0) {
    throw refuseRepair(path, copy === undefined ? 'has no fault.' : 'has no fault, and the copy has no more records.')
  }
  const { problems, count: problemCount } = damaged.problems
  const leftOutKeys = damaged.lostKeys.filter((key) => !keptKeys.has(key))
  const plan = {
    path,
    keptCount,
    addedFromCopyCount,
    problems,
    problemCount,
    leftOutKeys,
    lostCount: Math.max(0, (damaged.metadata?.total_records ?? 0) - keptCount - leftOutKeys.length),
    isMetadataRebuilt,
    processFromName,
    process,
    isProcessOpen,
  }
  return { plan, damagedBytes, text }
}
