import { join } from 'node:path'
import { identifyFile, isSomethingAt } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'

const operation = 'export report'
/** Names that Windows gives to devices, whatever extension follows. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/iu
const windowsForbidden = /[<>:"|?*]|[. ]$/u
// oxlint-disable-next-line no-control-regex -- Control characters are what is looked for.
const neverPlain = /[/\\\u0000-\u001f\u007f]/u

export interface NewFile {
  readonly folder: string
  readonly fileName: string
  readonly isReplacing: boolean
}

function isPlainName(name: string, platform: NodeJS.Platform): boolean {
  if (name === '' || name === '.' || name === '..' || neverPlain.test(name)) return false
  return platform !== 'win32' || !(windowsForbidden.test(name) || deviceName.test(name))
}

/**
 * Where a new file goes. Errors: `bad-usage` (the name is no plain file name), `already-exists`, `output-refused` (the file
 * is one of `spared`, paths that it tells of).
 */
export async function placeNewFile(
  { folder, fileName, isReplacing }: NewFile,
  spared: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Promise<string> {
  if (!isPlainName(fileName, platform)) {
    const message = `${JSON.stringify(fileName)} cannot be the name of a file here. Choose a name without slashes and special characters.`
    throw new AppError({ code: 'bad-usage', operation, message })
  }
  const path = join(folder, fileName)
  await refuseSpared(path, spared)
  if (!isReplacing && (await isSomethingAt(path))) {
    const message = `There is a file ${path} already. Replace it, or choose another name.`
    throw new AppError({ code: 'already-exists', operation, path, message })
  }
  return path
}

async function refuseSpared(path: string, spared: readonly string[]): Promise<void> {
  const present = await identifyFile(path)
  if (present === undefined) return
  for (const other of spared) {
    const file = await identifyFile(other)
    // The mark has the inode, so that a second name of the same file is seen too.
    if (file === undefined || (file.realPath !== present.realPath && file.mark !== present.mark)) continue
    const message = `${path} is what the new file tells of, so it is not replaced. Choose another name.`
    throw new AppError({ code: 'output-refused', operation, path, message })
  }
}
