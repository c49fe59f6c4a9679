import type { ChainReport } from '../../engine/index.ts'
import type { LedgerRun, RunEvent, RunStatus } from '../../shared/model/ledger.ts'
import type { Colours } from './colours.ts'
import { escapeLocation, escapeName, escapeText } from './escape-name.ts'
import { renderFields } from './fields.ts'
import { formatCount, formatCounted, formatDuration } from './quantities.ts'

const looks: Readonly<Record<RunStatus, readonly [sign: string, colour: 'green' | 'yellow' | 'red' | 'dim']>> = {
  started: ['>', 'dim'],
  completed: ['=', 'green'],
  'completed-with-errors': ['!', 'yellow'],
  failed: ['x', 'red'],
  cancelled: ['-', 'dim'],
  aborted: ['x', 'red'],
}
const statusWidth = 'completed-with-errors'.length + 2

function renderStatus(status: RunStatus, colours: Colours): string {
  const [sign, colour] = looks[status]
  return colours[colour](`${sign} ${status}`.padEnd(statusWidth))
}

/** "2026-11-21 10:00:05Z": the day and second of an ISO 8601 time. */
function shortTime(time: string): string {
  return `${time.slice(0, 19).replace('T', ' ')}Z`
}

/** One run a line. */
export function renderRunLine(run: LedgerRun, colours: Colours): string {
  const took = run.durationMs === null ? 'running' : formatDuration(run.durationMs)
  const errors = run.errorCount === 0 ? '' : `  ${colours.red(formatCounted(run.errorCount, 'error'))}`
  const start = `${renderStatus(run.status, colours)}  ${shortTime(run.startTime)}  ${took.padStart(12)}`
  const what = `${escapeText(run.operation).padEnd(8)}  ${escapeName(run.runId)}`
  return `${start}  ${what}  ${colours.dim(escapeLocation(run.lane))}${errors}\n`
}

export function renderRunFacts(run: LedgerRun, colours: Colours): string {
  const command = run.body['command']
  const isCommand = Array.isArray(command) && command.every((word) => typeof word === 'string')
  return renderFields(
    [
      ['run', escapeName(run.runId)],
      ['status', renderStatus(run.status, colours).trimEnd()],
      ['operation', escapeText(run.operation)],
      ['about', escapeLocation(run.lane)],
      ['started', run.startTime],
      ['ended', run.endTime ?? 'not yet'],
      ['took', run.durationMs === null ? undefined : formatDuration(run.durationMs)],
      [
        'events',
        `${formatCount(run.eventCount)}, ${formatCounted(run.errorCount, 'error')}, ${formatCounted(run.warningCount, 'warning')}`,
      ],
      ['command', isCommand ? escapeText(command.join(' ')) : undefined],
      ['link', run.hash === null ? undefined : `${run.position} ${run.hash}`],
    ],
    colours,
  )
}

export function renderEvent({ timestamp, type, data }: RunEvent, colours: Colours): string {
  const isLoud = type === 'error' ? colours.red : type === 'warning' ? colours.yellow : colours.bold
  return `${colours.dim(timestamp)}  ${isLoud(escapeText(type).padEnd(16))}  ${escapeText(JSON.stringify(data))}\n`
}

export function renderChain(report: ChainReport, colours: Colours): string {
  const { checkedCount, openCount, head, problems } = report
  const lines = problems.map(({ runId, position, problem }) => {
    const where = runId === '' ? 'the ledger' : `${escapeName(runId)}${position === null ? '' : ` (${position})`}`
    return `${colours.red('x broken')}  ${where}  ${escapeText(problem)}\n`
  })
  const open = openCount === 0 ? '' : `; ${formatCounted(openCount, 'run')} not ended yet`
  if (problems.length > 0) {
    return `${lines.join('')}\n${colours.red('x altered')}: the chain of ${formatCounted(checkedCount, 'run')} does not hold${open}\n`
  }
  const link = head === undefined ? '' : `\n  head  ${head.position} ${head.hash}  ${escapeName(head.runId)}`
  return `${colours.green('= intact')}: the chain of ${formatCounted(checkedCount, 'run')} holds${open}${link}\n`
}
