import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors/app-error.ts'
import { systemErrorCode } from '../../../shared/errors/system-error.ts'

/** Names in an output folder, each folder read once however many cells a plan has. */
export interface OutputNames {
  readonly artifacts: ReadonlySet<string>
  /** Folders of builds in progress or broken off. */
  readonly staged: ReadonlySet<string>
}

/** A folder that is not there holds nothing. Errors: `read-failed`, `not-a-directory`. */
export async function readOutputNames(outputFolder: string): Promise<OutputNames> {
  const [artifacts, staged] = await Promise.all([readNames(outputFolder), readStagedNames(outputFolder)])
  return { artifacts, staged }
}

/** Only those of builds in progress or broken off. Errors: `read-failed`, `not-a-directory`. */
export async function readStagedNames(outputFolder: string): Promise<ReadonlySet<string>> {
  return readNames(join(outputFolder, '_build'))
}

async function readNames(path: string): Promise<ReadonlySet<string>> {
  try {
    return new Set(await readdir(path))
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT') return new Set()
    const details = { operation: 'read output folder', path, cause: error }
    if (code === 'ENOTDIR')
      throw new AppError({ ...details, code: 'not-a-directory', message: `${path} is not a folder.` })
    throw new AppError({ ...details, code: 'read-failed', message: `${path} could not be read: ${code}.` })
  }
}
