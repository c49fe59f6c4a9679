import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import type { RecordedSide } from '../../shared/model/run-record.ts'
import { toReadError } from '../workspace/read-errors.ts'

/** One side of a comparison: a folder as it is now, or a manifest of any format. */
export type SideInput = RecordedSide

/**
 * Tells by what the path leads to whether it is a folder or a manifest; the path comes back absolute. Errors: `not-found`,
 * `not-a-file` (a device, pipe or socket), `permission-denied`, `read-failed`.
 */
export async function classifySide(path: string): Promise<SideInput> {
  const operation = 'open side'
  const absolute = resolve(path)
  const stats = await stat(absolute).catch((error: unknown) => {
    throw toReadError(error, operation, absolute)
  })
  if (stats.isDirectory()) return { type: 'folder', path: absolute }
  if (stats.isFile()) return { type: 'manifest', path: absolute }
  const message = `${absolute} is a device, pipe or socket. Choose a folder or a manifest.`
  throw new AppError({ code: 'not-a-file', operation, path: absolute, message })
}

/** Whether both paths lead to the very same file or folder. Never throws: what cannot be looked at is told elsewhere. */
export async function areSamePlace(left: SideInput, right: SideInput): Promise<boolean> {
  const [a, b] = await Promise.all(
    [left.path, right.path].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  )
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}
