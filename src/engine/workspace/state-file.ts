import { readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { writeFileDurably } from '../atomic/durable-file.ts'
import { makeFolder } from '../atomic/make-folder.ts'
import { toWriteError } from '../atomic/write-errors.ts'
import { toCamelKeys, toSnakeKeys } from './snake-keys.ts'

export interface StateFile<T> {
  readonly value: T
  /** Set when the file on disk could not be used: what happened to it, in words. */
  readonly warning?: string
}

/**
 * Reads a small JSON file of Assay's own. A missing file gives the fallback; a damaged one is kept aside as
 * `<name>.corrupt` and gives the fallback with a warning. Errors: none, what cannot be read is a warning too.
 */
export async function readStateFile<T>(path: string, schema: z.ZodType<T>, fallback: T): Promise<StateFile<T>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return { value: fallback }
    const reason = error instanceof Error ? error.message : String(error)
    return { value: fallback, warning: `${path} could not be read, so its defaults are used: ${reason}` }
  }
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return { value: parsed.data }
  return { value: fallback, warning: await keepAside(path) }
}

/** Writes a small JSON file of Assay's own, durably, creating its folder. Errors: those of a durable write. */
export async function writeStateFile(path: string, value: unknown): Promise<void> {
  try {
    await makeFolder(dirname(path))
  } catch (error) {
    throw toWriteError(error, path)
  }
  await writeFileDurably(path, `${JSON.stringify(toSnakeKeys(value), null, 2)}\n`)
}

function parseJson(text: string): unknown {
  try {
    return toCamelKeys(JSON.parse(text))
  } catch {
    return undefined
  }
}

async function keepAside(path: string): Promise<string> {
  try {
    await rename(path, `${path}.corrupt`)
    return `${path} was damaged, so its defaults are used. The damaged file is kept as ${path}.corrupt.`
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return `${path} is damaged and could not be moved aside (${reason}), so its defaults are used.`
  }
}
