import { hashFiles, identifyFile } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { HeldPlan } from './held-plan.ts'
import type { LoadedPlan } from './loaded-plan.ts'

const operation = 'verify artifact'

/**
 * Reads the whole artifact of a cell and holds it against what its build recorded, whatever its size and time say. Errors:
 * `not-found` where there is none, `bad-usage` where no build of it is on record, `read-failed`.
 */
export async function proveCell(held: HeldPlan, loaded: LoadedPlan, cell: number): Promise<void> {
  const { permutationId } = loaded.describe(cell)
  const path = loaded.pathOf(cell)
  const before = await identifyFile(path)
  if (before === undefined) {
    throw new AppError({ code: 'not-found', operation, path, message: `There is no artifact of ${permutationId}.` })
  }
  const facts = loaded.factsOf(cell, held.history)
  if (facts.length === 0) {
    const message = `No build of ${permutationId} is on record here, so there is nothing to compare its artifact with.`
    throw new AppError({ code: 'bad-usage', operation, path, message })
  }
  const sha256 = await readDigest(path)
  const isAsRecorded = facts.some((fact) => fact.sha256 === sha256)
  loaded.proofs.set(cell, { sha256, isAsRecorded, mark: before.mark, readMs: Date.now() })
  await held.look([cell])
}

async function readDigest(path: string): Promise<string> {
  for await (const file of hashFiles([path], ['sha256'], {})) {
    const sha256 = 'digests' in file ? file.digests.sha256 : undefined
    if (sha256 !== undefined) return sha256
    const reason = 'error' in file ? file.error.message : 'it has no digest'
    throw new AppError({ code: 'read-failed', operation, path, message: `${path} could not be read: ${reason}` })
  }
  throw new AppError({ code: 'read-failed', operation, path, message: `${path} could not be read.` })
}
