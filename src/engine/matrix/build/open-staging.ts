import { createHash } from 'node:crypto'
import { lstat, readdir, rm, rmdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AppError } from '../../../shared/errors/app-error.ts'
import { makeFolder } from '../../atomic/make-folder.ts'
import { toWriteError } from '../../atomic/write-errors.ts'
import { isProcessRunning } from '../../workspace/process-identity.ts'
import { BuildLock } from '../staging/build-lock.ts'
import { readProgressFile, type BuildProgress } from '../staging/progress-file.ts'
import { buildFolder, isStagingName, type StagingPaths } from '../staging/staging-paths.ts'
import { builderWords, type BuildTarget } from './builder-command.ts'
import { endOrphan } from './process-group.ts'

/** Another build may take its folder away just then; more often than this is no chance. */
const maxAttempts = 5

/** A staging folder that nobody else works in. */
export interface OpenStaging {
  readonly lock: BuildLock
  /** What an attempt before left; undefined where there was none, or where it is of no use. */
  readonly before: BuildProgress | undefined
  /** Digest of what the artifact is made of. */
  readonly recipe: string
  /** What was done to what was there, in words for the logs. */
  readonly notes: readonly string[]
}

/**
 * Takes the staging folder of a cell. A builder that outlived its Assay is ended first. What another recipe left, or any
 * attempt when `isFresh`, is cleared away. Errors: `build-running` where another build has it, `output-refused` for a
 * link, those of a write.
 */
export async function openStaging(target: BuildTarget, isFresh: boolean): Promise<OpenStaging> {
  const { paths, plan, permutationId } = target
  if (isStagingName(paths, target.outputPath)) {
    const message = `An artifact named ${basename(target.outputPath)} would take the place of its own log or lock. Name it otherwise.`
    throw new AppError({ code: 'output-refused', operation: 'build', path: target.outputPath, message })
  }
  const lock = await lockStaging(paths, plan.outputFolder, permutationId)
  try {
    const recipe = await digestRecipe(target)
    const left = await readProgressFile(paths.progress)
    const notes: string[] = []
    if (left?.builder !== undefined && left.builder !== null && isProcessRunning(left.builder)) {
      notes.push(`The builder of the attempt before (process ${left.builder.processId}) still ran, and was ended.`)
      await endOrphan(left.builder)
    }
    const kind = await kindOf(target.stagingArtifact)
    const isUsable = left?.recipe === recipe && kind !== 'other' && (kind === 'file' || !left.isFinishing)
    const before = !isFresh && isUsable ? left : undefined
    if (before === undefined) notes.push(...(await clearStaging(paths, isFresh)))
    return { lock, before, recipe, notes }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function lockStaging(paths: StagingPaths, outputFolder: string, permutationId: string): Promise<BuildLock> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      for (const folder of [outputFolder, buildFolder(outputFolder), paths.folder]) {
        await makeFolder(folder)
        if (folder !== outputFolder) await refuseLink(folder)
      }
      const lock = await BuildLock.acquire(paths.lock)
      if (lock !== undefined) return lock
    } catch (error) {
      const isGone = (await lstat(paths.folder).catch(() => undefined)) === undefined
      if (error instanceof AppError || !isGone || attempt === maxAttempts) throw toWriteError(error, paths.folder)
      continue
    }
    const message = `${permutationId} is being built by another process right now. Wait for it, or stop it.`
    throw new AppError({ code: 'build-running', operation: 'build', path: paths.folder, message })
  }
}

/** A rename must stay within the output folder, and nothing outside of it be cleared. */
async function refuseLink(folder: string): Promise<void> {
  if ((await lstat(folder)).isDirectory()) return
  const message = `${folder} is a link. Builds are staged in the output folder itself: remove it.`
  throw new AppError({ code: 'output-refused', operation: 'build', path: folder, message })
}

/** Removes all but the lock, and says so where anything was there. What is left of it when killed still tells its progress. */
async function clearStaging(paths: StagingPaths, isFresh: boolean): Promise<string[]> {
  const progress = basename(paths.progress)
  const names = await listStaged(paths)
  const ordered = [...names.filter((name) => name !== progress), ...names.filter((name) => name === progress)]
  for (const name of ordered) await rm(join(paths.folder, name), { recursive: true, force: true })
  if (names.length === 0) return []
  const why = isFresh ? 'as asked for' : 'because the plan, the input or the builder is another one since'
  return [`What an attempt before had left was cleared away, ${why}.`]
}

/** The names in a staging folder without those of its lock. */
export async function listStaged(paths: StagingPaths): Promise<string[]> {
  return (await readdir(paths.folder)).filter((name) => !name.startsWith(basename(paths.lock)))
}

/** `other`: a link, through which a builder would write elsewhere, or something else it did not make as its artifact. */
async function kindOf(path: string): Promise<'file' | 'nothing' | 'other'> {
  const stats = await lstat(path).catch(() => undefined)
  if (stats === undefined) return 'nothing'
  return stats.isFile() ? 'file' : 'other'
}

/** Lets go of a folder for the next attempt; one in which nothing came about goes too. */
export async function leaveStaging(target: BuildTarget, lock: BuildLock): Promise<void> {
  const names = await listStaged(target.paths).catch(() => [])
  if (names.length > 0) lock.release()
  else await removeStaging(target, lock)
}

/** Ends a build's use of its folder for good. What cannot be removed stays, and is no build that runs. */
export async function removeStaging({ paths, plan }: BuildTarget, lock: BuildLock): Promise<void> {
  try {
    await clearStaging(paths, true)
    lock.remove()
  } catch {
    lock.release()
    return
  }
  // Another build may have come in the same moment: then the folder is its own by now.
  await rmdir(paths.folder).catch(() => undefined)
  await rmdir(buildFolder(plan.outputFolder)).catch(() => undefined)
}

/** What an artifact is made of: of another recipe no phase can be gone on with. */
async function digestRecipe(target: BuildTarget): Promise<string> {
  const { plan, input, param, outputPath } = target
  const source = input.path === null ? undefined : await stat(input.path, { bigint: true }).catch(() => undefined)
  const parts = {
    words: builderWords(target),
    phases: plan.phases,
    input: [input.id, input.path, String(source?.size), String(source?.mtimeNs)],
    param: [param.name, param.values],
    artifact: basename(outputPath),
  }
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
