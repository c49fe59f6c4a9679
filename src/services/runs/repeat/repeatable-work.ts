import { isAbsolute } from 'node:path'
import {
  isFolderPresent,
  isSomethingAt,
  readActivityCommand,
  readRepeatCommand,
  type RepeatableActivity,
  type RepeatableRun,
} from '../../../engine/index.ts'
import type { LedgerRun } from '../../../shared/model/ledger.ts'

/** What a run on record did, as far as it can be done again. */
export type RepeatableWork =
  | { readonly type: 'run'; readonly repeated: RepeatableRun }
  | { readonly type: 'activity'; readonly activity: RepeatableActivity }
  | { readonly type: 'build' }

const notOnRecord = 'What it was asked to do is not on record in full.'

/** What there is to do again; or why that cannot be told, in words. */
export function readWork({ source, status, operation, body }: LedgerRun): RepeatableWork | string {
  if (source === 'import') return 'Another program made this run: run that again.'
  if (status === 'started') return 'It still goes on.'
  if (operation === 'build') return { type: 'build' }
  if (operation === 'export') return 'It wrote files of another run: write them again from the page of that run.'
  const command = readTexts(body['command'])
  if (command[1] === 'etl' && command[2] === 'repair') {
    return 'A repair leaves records out: look at the manifest in Pipelines first, and repair it there.'
  }
  const work = readCommand(command)
  // What Assay records is absolute: any other path would be one below wherever this program happens to run.
  return work === undefined || !pathsOf(work).every((path) => isAbsolute(path)) ? notOnRecord : work
}

function readCommand(command: readonly string[]): RepeatableWork | undefined {
  const activity = readActivityCommand(command)
  if (activity !== undefined) return { type: 'activity', activity }
  const repeated = readRepeatCommand(command)
  return repeated && { type: 'run', repeated }
}

/** The first of what is needed that is not there any more; undefined when all is. */
export async function findGone(work: RepeatableWork): Promise<string | undefined> {
  for (const path of pathsOf(work)) {
    // oxlint-disable-next-line no-await-in-loop -- The first that is gone is all there is to tell.
    if (!(await isSomethingAt(path)) && !(await isFolderPresent(path))) return path
  }
  return undefined
}

function pathsOf(work: RepeatableWork): readonly string[] {
  if (work.type === 'build') return []
  return work.type === 'run' ? pathsOfRun(work.repeated) : pathsOfActivity(work.activity)
}

function pathsOfRun(repeated: RepeatableRun): string[] {
  if (repeated.kind === 'snapshot') return [repeated.directory, ...(repeated.base === undefined ? [] : [repeated.base])]
  if (repeated.kind === 'watch') return [repeated.directory, repeated.manifest]
  return [repeated.left, repeated.right]
}

function pathsOfActivity(activity: RepeatableActivity): readonly string[] {
  if (activity.kind === 'import-logs') return activity.paths
  if (activity.kind === 'import-folder') return [activity.options.manifest, activity.options.folder]
  if (activity.kind === 'add-files') return [activity.options.manifest, ...activity.options.files]
  const { target, dataFolders = [], baseFolder } = activity.options
  return [target, ...dataFolders, ...(baseFolder === undefined ? [] : [baseFolder])]
}

/** The texts of a list in a run's body. */
function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
