import type { WatchOutcome } from '../../engine/index.ts'
import type { WatchResult, WatchState } from '../../shared/model/run.ts'
import type { CliStream } from '../streams.ts'
import type { Colours } from './colours.ts'
import { renderComparisonSummary } from './comparison-summary.ts'
import { renderFinding } from './comparison-text.ts'
import { toFindingJson, toSideJson } from './entry-json.ts'
import { escapeText } from './escape-name.ts'
import { formatCounted } from './quantities.ts'
import { maxToldFindings, ToldFindings, type FindingChange } from './watch-changes.ts'

/** What a watch prints on stdout, as it happens and at its end. */
export interface WatchOutput {
  showState(state: WatchState): Promise<void>
  showDrift(outcome: WatchOutcome): Promise<void>
  showEnd(result: WatchResult): Promise<void>
}

/** For programs: one JSON object a line. */
export function createWatchNdjson(stdout: CliStream, now: () => Date): WatchOutput {
  const told = new ToldFindings()
  const write = (line: object): Promise<void> =>
    stdout.write(`${JSON.stringify({ time: now().toISOString(), ...line })}\n`)
  let phase = ''
  return {
    async showState(state) {
      if (`${state.phase} ${state.notice ?? ''}` === phase) return
      phase = `${state.phase} ${state.notice ?? ''}`
      await write({ type: 'state', phase: state.phase, notice: state.notice, file_count: state.fileCount })
    },
    async showDrift({ result, findings }) {
      for (const { change, finding } of told.advance(findings)) {
        await write({ type: 'finding', change, ...toFindingJson(finding) })
      }
      const { status, findingCount, counts } = result
      await write({ type: 'drift', status, finding_count: findingCount, counts })
    },
    async showEnd({ runId, status, findingCount, counts, rescanCount, left, right }) {
      const sides = { left: toSideJson(left), right: toSideJson(right) }
      const figures = { finding_count: findingCount, counts, rescan_count: rescanCount }
      await write({ type: 'end', run_id: runId, status, ...figures, ...sides })
    },
  }
}

const changeSigns = { came: ' ', altered: '~', went: 'o' } as const

/** For people: a line for each finding that came, is another one or is gone, with the local time. */
export function createWatchText(stdout: CliStream, colours: Colours, now: () => Date): WatchOutput {
  const told = new ToldFindings()
  const clock = (): string => colours.dim(now().toTimeString().slice(0, 8))
  let phase = ''
  return {
    async showState(state) {
      if (`${state.phase} ${state.notice ?? ''}` === phase) return
      phase = `${state.phase} ${state.notice ?? ''}`
      await stdout.write(`${clock()}  ${renderState(state, colours)}\n`)
    },
    async showDrift({ result, findings }) {
      for (const change of told.advance(findings)) await stdout.write(`${clock()}  ${renderChange(change, colours)}\n`)
      const beyond = findings.length - maxToldFindings
      if (beyond > 0) await stdout.write(`${clock()}  and ${formatCounted(beyond, 'other finding')}\n`)
      await stdout.write(`${clock()}  ${renderDrift(result, colours)}\n`)
    },
    showEnd: (result) => stdout.write(`\n${renderComparisonSummary(result, colours)}`),
  }
}

function renderChange({ change, finding }: FindingChange, colours: Colours): string {
  const line = renderFinding(finding, colours)
  return change === 'went'
    ? colours.green(`= resolved: ${finding.verdict} ${escapeText(finding.path)}`)
    : `${changeSigns[change]} ${line}`
}

function renderDrift({ status, findingCount }: WatchResult, colours: Colours): string {
  if (status === 'clean') return colours.green('= as the manifest says')
  return colours.yellow(`! ${formatCounted(findingCount, 'finding')}`)
}

function renderState({ phase, notice, fileCount }: WatchState, colours: Colours): string {
  if (phase === 'starting') return colours.dim('looking at the folder')
  if (phase === 'watching') return `watching ${formatCounted(fileCount, 'file')}; Ctrl+C ends it`
  return colours.red(`${phase}: ${escapeText(notice ?? '')}`)
}
