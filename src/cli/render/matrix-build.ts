import type { CellBuild, MatrixBuild } from '../../engine/index.ts'
import { describeCellState } from '../../engine/plans.ts'
import type { Permutation, Plan } from '../../shared/model/plan.ts'
import type { Colours } from './colours.ts'
import { escapeName, escapeText } from './escape-name.ts'
import { formatCount, formatDuration, formatSizeExactly } from './quantities.ts'

/** How `matrix build` ended. */
export interface MatrixBuildEnd {
  readonly plan: Plan
  readonly result: MatrixBuild
  readonly elapsedMs: number
  readonly isStopped: boolean
}

const markers = { built: 'DONE', failed: 'FAIL', stopped: 'STOP', held: 'BUSY', found: 'DONE' } as const
const idColumns = 30
const markerColumns = '[DONE]'.length

const foundText = 'another process built it meanwhile'

function isInPlace(outcome: CellBuild['outcome']): boolean {
  return outcome === 'built' || outcome === 'found'
}

/** Whether all that was asked for is built, by whomever. */
export function isWholeBuild({ builds, leftAlone }: MatrixBuild): boolean {
  return builds.every(({ outcome }) => isInPlace(outcome)) && leftAlone.building.length === 0
}

/** What later builds left of cells that are done, and that came to nothing. */
function leftoversOf(done: readonly Permutation[]): { readonly permutation: Permutation; readonly status: string }[] {
  return done.flatMap((permutation) => {
    const { leftover } = permutation
    return leftover === null ? [] : [{ permutation, status: describeCellState(leftover) }]
  })
}

/** A line for each build in the order they ended, then what was left alone, then the counts. */
export function renderMatrixBuild(end: MatrixBuildEnd, colours: Colours): string {
  const { builds, leftAlone, notBegun } = end.result
  const columns = leftAlone.altered.length === 0 ? markerColumns : '[ALTERED]'.length
  const lines = builds.map((build) => `  ${renderBuild(build, columns, colours)}\n`)
  const altered = leftAlone.altered.map((permutation) =>
    line(
      'ALTERED',
      columns,
      permutation,
      'altered since its build, and left as it is; --altered or --force builds it anew',
    ),
  )
  const leftovers = leftoversOf(leftAlone.done).map(({ permutation, status }) =>
    line(
      'DONE',
      columns,
      permutation,
      `its last build ${status}, and the artifact before it stays; --force builds it anew`,
    ),
  )
  const building = leftAlone.building.map((permutation) =>
    line('BUSY', columns, permutation, 'another process builds it right now'),
  )
  const others = [...leftovers, ...altered, ...building].map((text) => `  ${colours.yellow(text)}\n`)
  const rest = notBegun.length === 0 ? '' : `  ${formatCount(notBegun.length)} not begun\n`
  return [...lines, ...others, rest, headline(end, colours)].join('')
}

function line(marker: string, columns: number, { permutationId }: Permutation, text: string): string {
  return `${`[${marker}]`.padEnd(columns)} ${escapeName(permutationId).padEnd(idColumns)} ${text}`
}

function renderBuild(build: CellBuild, columns: number, colours: Colours): string {
  const { permutation, outcome, artifact, error } = build
  const facts =
    artifact === null ? '' : `${formatSizeExactly(artifact.sizeBytes)} in ${formatDuration(artifact.durationMs)}`
  const why = outcome === 'stopped' ? describeStop(permutation) : escapeText(error?.message ?? foundText)
  const text = line(markers[outcome], columns, permutation, artifact === null ? why : facts)
  if (isInPlace(outcome)) return colours.green(text)
  return outcome === 'failed' ? colours.red(text) : colours.yellow(text)
}

function describeStop({ outputSizeBytes }: Permutation): string {
  return outputSizeBytes === null
    ? 'stopped; the next build goes on from here'
    : 'stopped; the artifact before stays in its place'
}

function headline({ result, elapsedMs, isStopped }: MatrixBuildEnd, colours: Colours): string {
  const { builds, leftAlone } = result
  const count = (outcome: CellBuild['outcome']): number => builds.filter((build) => build.outcome === outcome).length
  const parts = [`${formatCount(count('built'))} built`]
  if (count('failed') > 0) parts.push(`${formatCount(count('failed'))} failed`)
  const doneCount = leftAlone.done.length + count('found')
  if (doneCount > 0) parts.push(`${formatCount(doneCount)} done before`)
  const text = `${parts.join(', ')}, in ${formatDuration(elapsedMs)}\n`
  if (isStopped) return `${colours.yellow('! stopped')}: ${text}`
  return `${isWholeBuild(result) ? colours.green('+ completed') : colours.yellow('! incomplete')}: ${text}`
}

export function toMatrixBuildJson({ plan, result, elapsedMs, isStopped }: MatrixBuildEnd): string {
  const { builds, leftAlone, notBegun, warnings } = result
  const idsOf = (permutations: readonly Permutation[]): string[] =>
    permutations.map(({ permutationId }) => permutationId)
  const document = {
    plan: plan.path,
    output_folder: plan.outputFolder,
    status: isStopped ? 'cancelled' : isWholeBuild(result) ? 'completed' : 'incomplete',
    duration_ms: Math.round(elapsedMs),
    builds: builds.map(toBuildJson),
    done_before: idsOf(leftAlone.done),
    altered: idsOf(leftAlone.altered),
    building: idsOf(leftAlone.building),
    leftovers: leftoversOf(leftAlone.done).map(({ permutation, status }) => {
      return { permutation_id: permutation.permutationId, status }
    }),
    not_begun: idsOf(notBegun),
    warnings: [...warnings, ...builds.flatMap(({ artifact }) => artifact?.warnings ?? [])],
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

function toBuildJson({ permutation, outcome, runId, artifact, error }: CellBuild): object {
  const { permutationId, inputId, paramName, outputPath } = permutation
  return {
    permutation_id: permutationId,
    input_id: inputId,
    param_name: paramName,
    outcome,
    run_id: runId,
    output_path: outputPath,
    size_bytes: artifact?.sizeBytes ?? null,
    checksum_sha256: artifact?.sha256 ?? null,
    duration_ms: artifact?.durationMs ?? null,
    error: error === null ? null : { code: error.code, message: error.message, path: error.path ?? null },
  }
}
