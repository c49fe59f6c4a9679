import { lstat, readdir, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { hostMark, isOwnTempName, parseTempName, type TempWriter } from './temp-name.ts'

const staleAfterMs = 24 * 60 * 60 * 1000

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, under another user.
    return systemErrorCode(error) !== 'ESRCH'
  }
}

async function isStale(path: string, writer: TempWriter, nowMs: number): Promise<boolean> {
  const stats = await lstat(path)
  if (!stats.isFile()) return false
  if (writer.host === hostMark() && !isRunning(writer.pid)) return true
  return nowMs - stats.mtimeMs > staleAfterMs
}

/**
 * Removes the temp files that this process has begun for a target and that nobody will end: those of a thread that was ended
 * by force. What cannot be removed stays for the next sweep.
 */
export async function removeAbandonedTemps(target: string): Promise<void> {
  const directory = dirname(target)
  const names = await readdir(directory).catch(() => [])
  const abandoned = names.filter((name) => isOwnTempName(name, basename(target)))
  await Promise.all(abandoned.map((name) => unlink(join(directory, name)).catch(() => undefined)))
}

/**
 * Removes the temp files that writers killed before their end left in a directory, and returns how many. A temp goes when
 * its process on this machine is gone, or when nothing was written to it for 24 hours. What cannot be listed or removed
 * stays for the next sweep: sweeping never fails the work it comes before.
 */
export async function sweepStaleTemps(directory: string, nowMs = Date.now()): Promise<number> {
  const names = await readdir(directory).catch(() => [])
  let removedCount = 0
  for (const name of names) {
    const writer = parseTempName(name)
    if (writer === undefined) continue
    const path = join(directory, name)
    try {
      if (!(await isStale(path, writer, nowMs))) continue
      await unlink(path)
      removedCount += 1
    } catch {
      continue
    }
  }
  return removedCount
}
