import { lstat, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { makeFolder } from '../atomic/make-folder.ts'
import { toWriteError } from '../atomic/write-errors.ts'
import { createSampleFiles, sampleLinks } from './sample-files.ts'

/**
 * Makes a small folder of believable data in the workspace and returns its path. Files that are there already stay as
 * they are, so that what a person tried out on them is kept. Errors: those of a write.
 */
export async function createSampleFolder(workspace: string): Promise<string> {
  const root = join(workspace, 'sample')
  try {
    for (const file of createSampleFiles())
      await writeIfMissing(join(root, file.path), file.content, new Date(file.modifiedUtc))
    for (const link of sampleLinks) await linkIfMissing(join(root, link.path), link.target)
  } catch (error) {
    throw toWriteError(error, root)
  }
  return root
}

async function writeIfMissing(path: string, content: string | Uint8Array, modified: Date): Promise<void> {
  if (await isThere(path)) return
  await makeFolder(dirname(path))
  await writeFile(path, content, { flag: 'wx' })
  await utimes(path, modified, modified)
}

async function linkIfMissing(path: string, target: string): Promise<void> {
  if (await isThere(path)) return
  try {
    await symlink(target, path)
  } catch (error) {
    // Windows lets only some users make links: the sample does without.
    if (!['EPERM', 'ENOSYS'].includes(systemErrorCode(error))) throw error
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
