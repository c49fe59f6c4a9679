import { realpath, stat } from 'node:fs/promises'

/** A dead network share answers a stat after minutes: by then it counts as missing. */
const presenceTimeoutMs = 1000

/** Whether a folder is there now. A path that does not answer within a second is not. Never throws. */
export async function isFolderPresent(path: string, timeoutMs = presenceTimeoutMs): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs)
  })
  const answer = stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
}

/** A regular file behind a path. */
export interface FileIdentity {
  readonly realPath: string
  /** Changes whenever the file's content may have: time, size and inode. */
  readonly mark: string
  readonly modifiedUtc: string
}

/** The regular file a path leads to, through links; undefined when there is none. Never throws. */
export async function identifyFile(path: string): Promise<FileIdentity | undefined> {
  try {
    const realPath = await realpath(path)
    const stats = await stat(realPath)
    if (!stats.isFile()) return undefined
    const mark = `${stats.mtimeMs}:${stats.size}:${stats.ino}`
    return { realPath, mark, modifiedUtc: stats.mtime.toISOString() }
  } catch {
    return undefined
  }
}
