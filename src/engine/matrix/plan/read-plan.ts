import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Plan } from '../../../shared/model/plan.ts'
import { readDeclaredPlan, type DeclaredPlan } from './declared-plan.ts'
import { discoverInputs } from './discover-inputs.ts'
import { findAlikeCells, findClashes, findTwinParams } from './find-clashes.ts'
import { nameCells } from './name-cells.ts'
import { PlanChecker } from './plan-checker.ts'
import { parsePlanDocument } from './plan-document.ts'
import { PlanError } from './plan-error.ts'
import { readPlanText } from './plan-file.ts'

export interface PlanOptions {
  readonly signal?: AbortSignal | undefined
  /** In place of the plan's own output folder; absolute. */
  readonly outputFolder?: string | undefined
  /** Whether sizes and rows of inputs are read; by default they are. Without, such costs are unknown. */
  readonly needsCosts?: boolean | undefined
}

const maxCells = 2_000_000
const planExtension = /(?:\.plan)?\.(?:json|ya?ml)$/iu

/**
 * Reads a plan, finds its inputs and their costs, and names its cells. Errors: `plan-invalid` as a `PlanError` with every
 * problem and its line, `not-found`, `not-a-file`, `permission-denied`, `read-failed`, `cancelled`.
 */
export async function readPlan(path: string, options: PlanOptions = {}): Promise<Plan> {
  const whole = await resolveFolder(resolve(path))
  const document = parsePlanDocument(await readPlanText(whole), /\.json$/iu.test(whole))
  const checker = new PlanChecker(document)
  const declared = document.problems.length > 0 ? undefined : readDeclaredPlan(checker, document.value)
  const problems = [...document.problems, ...checker.problems, ...findTwinParams(declared?.params ?? [])]
  if (declared === undefined) throw new PlanError(whole, problems)
  if (problems.length > 0) throw new PlanError(whole, [...problems, ...(await findClashes(declared))])
  return completePlan(whole, declared, options)
}

/** With the links of its folder followed: whichever way leads to a project, builds of it are found under one path. */
async function resolveFolder(path: string): Promise<string> {
  return join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path))
}

async function completePlan(path: string, declared: DeclaredPlan, options: PlanOptions): Promise<Plan> {
  const declaredRoot = resolve(dirname(path), declared.root ?? '.')
  const root = await realpath(declaredRoot).catch(() => declaredRoot)
  const outputFolder = await resolveFolder(resolve(root, options.outputFolder ?? declared.outputFolder))
  const search = { root, outputFolder, signal: options.signal, needsCosts: options.needsCosts ?? true }
  const { inputs, warnings, problems } = await discoverInputs(declared.inputs, search)
  if (problems.length > 0) throw new PlanError(path, [...problems, ...findAlikeCells(inputs, declared.params)])
  const cellCount = inputs.length * declared.params.length
  if (cellCount > maxCells) {
    const message = `The plan has ${cellCount} permutations, and at most ${maxCells} are handled. Split it.`
    throw new PlanError(path, [{ line: 1, column: 1, field: 'inputs', message }])
  }
  const names = nameCells(inputs, declared.params, declared.artifact)
  if ('problem' in names) {
    const { place, ...problem } = names.problem
    throw new PlanError(path, [{ ...place, ...problem }])
  }
  const { params, phases, build } = declared
  const name = declared.name ?? basename(path).replace(planExtension, '')
  return { path, name, root, outputFolder, inputs, params, phases, build, ...names, warnings }
}
