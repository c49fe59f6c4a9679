import { lstat, realpath, stat } from 'node:fs/promises'

/** A dead network share answers a stat after minutes: by then it counts as missing. */
const answerTimeoutMs = 1000

async function withinTime<T>(answer: Promise<T>, silence: T, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const waited = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(silence), timeoutMs)
  })
  return Promise.race([answer, waited]).finally(() => clearTimeout(timer))
}

/** Whether a folder is there now. A path that does not answer within a second is not. Never throws. */
export function isFolderPresent(path: string, timeoutMs = answerTimeoutMs): Promise<boolean> {
  const answer = stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
  return withinTime(answer, false, timeoutMs)
}

/** Whether the path names anything at all, a dangling link included. Silence for a second counts as nothing. Never throws. */
export function isSomethingAt(path: string, timeoutMs = answerTimeoutMs): Promise<boolean> {
  const answer = lstat(path).then(
    () => true,
    () => false,
  )
  return withinTime(answer, false, timeoutMs)
}

/** A regular file behind a path. */
export interface FileIdentity {
  readonly realPath: string
  /** Changes whenever the file's content may have: time, size and inode. */
  readonly mark: string
  readonly sizeBytes: number
  readonly modifiedUtc: string
}

/**
 * The regular file a path leads to, through links; undefined when there is none, or when the path does not answer within
 * a second. Never throws.
 */
export function identifyFile(path: string, timeoutMs = answerTimeoutMs): Promise<FileIdentity | undefined> {
  return withinTime(lookUpFile(path), undefined, timeoutMs)
}

async function lookUpFile(path: string): Promise<FileIdentity | undefined> {
  try {
    const realPath = await realpath(path)
    const stats = await stat(realPath)
    if (!stats.isFile()) return undefined
    const mark = `${stats.mtimeMs}:${stats.size}:${stats.ino}`
    return { realPath, mark, sizeBytes: stats.size, modifiedUtc: stats.mtime.toISOString() }
  } catch {
    return undefined
  }
}
