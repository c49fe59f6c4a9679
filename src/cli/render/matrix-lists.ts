import { pathFrom } from '../../engine/plans.ts'
import type { Plan, PlanInput } from '../../shared/model/plan.ts'
import { escapeLocation, escapeText } from './escape-name.ts'
import { formatCount, formatCounted, formatSizeExactly } from './quantities.ts'
import { textWidth } from './text-width.ts'

const unknown = 'cost unknown'

/** Rows of cells as lines, each column as wide as its widest cell. */
function renderColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, textWidth(cell))
  }
  const pad = (cell: string, at: number): string => cell + ' '.repeat((widths[at] ?? 0) - textWidth(cell))
  return rows.map((row) => `  ${row.map(pad).join('  ').trimEnd()}\n`).join('')
}

function describeCost({ cost, costUnit }: PlanInput): string {
  if (cost === null) return unknown
  if (costUnit === 'bytes') return formatSizeExactly(cost)
  return costUnit === 'rows' ? formatCounted(cost, 'row') : formatCount(cost)
}

export function renderInputs({ root, inputs }: Plan): string {
  const rows = inputs.map((input) => [
    escapeText(input.id),
    describeCost(input),
    input.label === input.id ? '' : escapeText(input.label),
    input.path === null ? '' : escapeLocation(pathFrom(root, input.path)),
  ])
  return `\n=== Inputs (${inputs.length}) ===\n\n${renderColumns(rows)}\n`
}

export function renderParams({ params }: Plan): string {
  const rows = params.map(({ name, cost, label, values }) => [
    escapeText(name),
    cost === null ? unknown : formatCount(cost),
    escapeText(label ?? ''),
    escapeText(
      Object.entries(values)
        .map(([key, value]) => `${key}=${String(value)}`)
        .join(' '),
    ),
  ])
  return `\n=== Params (${params.length}) ===\n\n${renderColumns(rows)}\n`
}

export function toInputsJson({ path, name, inputs, warnings }: Plan): string {
  const listed = inputs.map((input) => ({
    input_id: input.id,
    label: input.label,
    path: input.path,
    cost: input.cost,
    cost_unit: input.costUnit,
    line: input.place.line,
  }))
  return `${JSON.stringify({ plan: path, name, warnings, inputs: listed }, undefined, 2)}\n`
}

export function toParamsJson({ path, name, params, warnings }: Plan): string {
  const listed = params.map((param) => ({
    param_name: param.name,
    label: param.label,
    cost: param.cost,
    values: param.values,
    line: param.place.line,
  }))
  return `${JSON.stringify({ plan: path, name, warnings, params: listed }, undefined, 2)}\n`
}
