import { open, type FileHandle } from 'node:fs/promises'
import { constants } from 'node:fs'
import { AppError } from '../../../shared/errors/app-error.ts'
import { systemErrorCode } from '../../../shared/errors/system-error.ts'
import { PlanError, startOfPlan } from './plan-error.ts'

/** 200,000 inputs listed one by one fit; what is longer is no plan, and would be held in memory many times over. */
const maxPlanBytes = 16 * 1024 * 1024

/** The text of a plan. Errors: `not-found`, `not-a-file`, `permission-denied`, `read-failed`, `plan-invalid`. */
export async function readPlanText(path: string): Promise<string> {
  let handle: FileHandle | undefined
  try {
    // Without O_NONBLOCK a pipe in the plan's place would keep the open waiting for ever.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const bytes = await readWhole(handle, path)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) throw refused(path, 'This is not UTF-8 text. Save the plan as UTF-8.')
    throw toReadError(error, path)
  } finally {
    await handle?.close()
  }
}

function refused(path: string, message: string): PlanError {
  return new PlanError(path, [{ ...startOfPlan, field: '', message }])
}

async function readWhole(handle: FileHandle, path: string): Promise<Buffer> {
  const stats = await handle.stat()
  if (!stats.isFile()) {
    const message = `${path} is not a file. Name a plan, such as a.plan.yaml.`
    throw new AppError({ code: 'not-a-file', operation: 'read plan', path, message })
  }
  if (stats.size > maxPlanBytes) {
    throw refused(
      path,
      `The plan has ${stats.size} bytes, and at most ${maxPlanBytes} are read. List inputs by a glob.`,
    )
  }
  const buffer = Buffer.alloc(Math.min(stats.size, maxPlanBytes))
  let length = 0
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}

function toReadError(error: unknown, path: string): unknown {
  if (error instanceof AppError) return error
  const code = systemErrorCode(error)
  const details = { operation: 'read plan', path, cause: error }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError({ ...details, code: 'not-found', message: `${path} does not exist. Check the path.` })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const message = `${path} may not be read by this user. Change its permissions.`
    return new AppError({ ...details, code: 'permission-denied', message })
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new AppError({ ...details, code: 'read-failed', message: `${path} could not be read: ${reason}` })
}
