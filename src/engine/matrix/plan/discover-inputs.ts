import { stat } from 'node:fs/promises'
import { parse, resolve } from 'node:path'
import { isCancelled } from '../../../shared/errors/app-error.ts'
import { systemErrorCode } from '../../../shared/errors/system-error.ts'
import type { PlanInput, PlanProblem } from '../../../shared/model/plan.ts'
import { countRows } from './count-rows.ts'
import type { DeclaredInput } from './declared-plan.ts'
import { findGlobFiles } from './glob-files.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { toSlug } from './slug.ts'

export interface InputSearch {
  readonly root: string
  readonly outputFolder: string
  readonly signal: AbortSignal | undefined
  /** Whether sizes and rows are read; without, such costs are unknown. */
  readonly needsCosts: boolean
}

export interface DiscoveredInputs {
  readonly inputs: readonly PlanInput[]
  readonly warnings: readonly string[]
  readonly problems: readonly PlanProblem[]
}

type Found = Omit<PlanInput, 'cost' | 'costUnit'>

/** The inputs a plan lists or finds by glob, with their costs. Errors: `cancelled`. */
export async function discoverInputs(
  declared: readonly DeclaredInput[],
  search: InputSearch,
): Promise<DiscoveredInputs> {
  const warnings: string[] = []
  const problems: PlanProblem[] = []
  const inputs: PlanInput[] = []
  const seen = new Map<string, PlanInput>()
  for (const each of declared) {
    for (const found of await findInputs(each, search, warnings)) {
      throwIfCancelled(search.signal, 'read plan')
      const input = { ...found, ...(await readCost(each, found, search, warnings)) }
      const before = seen.get(input.id)
      if (before === undefined) inputs.push(input)
      else problems.push(describeRepeated(before, input, each))
      seen.set(input.id, input)
    }
  }
  if (inputs.length === 0) warnings.push('The plan has no inputs: its globs match nothing.')
  return { inputs, warnings, problems }
}

async function findInputs(
  { listed, glob, place }: DeclaredInput,
  search: InputSearch,
  warnings: string[],
): Promise<Found[]> {
  if (listed !== undefined) {
    const path = listed.path === undefined ? null : resolve(search.root, listed.path)
    return [{ id: listed.id, label: listed.label ?? listed.id, path, place }]
  }
  if (glob === undefined) return []
  const leftOut = new Set([search.outputFolder])
  const files = await findGlobFiles({ root: search.root, glob, leftOut, signal: search.signal })
  warnings.push(...files.warnings)
  if (files.paths.length === 0) warnings.push(`Line ${place.line}: the glob "${glob}" matches no file.`)
  return files.paths.map((path) => {
    const id = toSlug(parse(path).name)
    return { id, label: id, path, place }
  })
}

function describeRepeated(before: PlanInput, input: PlanInput, { field }: DeclaredInput): PlanProblem {
  const from = (each: PlanInput): string => `line ${each.place.line}${each.path === null ? '' : `, ${each.path}`}`
  const message = `The input "${input.id}" is there twice: ${from(before)}; ${from(input)}. List them with ids of their own.`
  return { ...input.place, field: `inputs[${String(field[1])}]`, message }
}

async function readCost(
  { cost }: DeclaredInput,
  { path }: Found,
  { signal, needsCosts }: InputSearch,
  warnings: string[],
): Promise<Pick<PlanInput, 'cost' | 'costUnit'>> {
  if (typeof cost === 'number') return { cost, costUnit: 'given' }
  if (cost === undefined || path === null || !needsCosts) return { cost: null, costUnit: 'unknown' }
  try {
    const stats = await stat(path)
    if (!stats.isFile()) warnings.push(`${path} is not a file: its cost is unknown.`)
    else return { cost: cost === 'bytes' ? stats.size : await countRows(path, signal), costUnit: cost }
  } catch (error) {
    if (isCancelled(error)) throw error
    const code = systemErrorCode(error)
    warnings.push(
      code === 'ENOENT'
        ? `${path} does not exist: its cost is unknown.`
        : `${path} could not be read (${code}): its cost is unknown.`,
    )
  }
  return { cost: null, costUnit: 'unknown' }
}
