import { escapeName, escapeText } from '../../../shared/text/escape-name.ts'
import { formatCount } from '../../../shared/text/quantities.ts'
import { wordOfVerdict } from '../../../shared/text/verdict-words.ts'
import type { ScanError } from '../../../shared/model/run.ts'
import {
  listRunFacts,
  listSealFacts,
  listSubjects,
  listVerdictCounts,
  type Fact,
  type VerdictCount,
} from '../report-facts.ts'
import type { CheckStep, ReportModel, ReportSummary } from '../report-model.ts'
import { toneOf, wordOfOutcome } from '../report-words.ts'
import { drawTone, drawVerdict } from './icons-view.ts'
import { viewBreakable } from './finding-view.ts'
import { view, type ViewNode } from './view-tree.ts'

/** What stands above the findings: how it ended, what was looked at, with what, and the counts. */
export function viewCover(model: Pick<ReportModel, 'summary' | 'createdUtc'>): ViewNode[] {
  const { summary } = model
  return [
    view(
      'header',
      { class: 'head' },
      view('p', { class: 'brand' }, 'Assay', view('span', { class: 'badge', id: 'badge', role: 'status' })),
      view('h1', {}, summary.title),
      view(
        'div',
        { class: `outcome outcome-${toneOf(summary)}` },
        drawTone(toneOf(summary)),
        view(
          'div',
          {},
          view('p', { class: 'status' }, wordOfOutcome(summary)),
          view('p', { class: 'conclusion' }, escapeText(summary.conclusion)),
        ),
      ),
      summary.warnings.map((warning) =>
        view('p', { class: 'warning' }, view('strong', {}, 'Warning '), escapeText(warning)),
      ),
    ),
    view(
      'div',
      { class: 'cards' },
      listSubjects(summary).map(({ title, facts }) => viewCard(title, facts)),
      viewCard('The run', listRunFacts(model)),
    ),
    ...viewCounts(summary),
  ]
}

function viewCard(title: string, facts: readonly Fact[]): ViewNode {
  return view('section', { class: 'card' }, view('h2', {}, title), viewFacts(facts))
}

function viewFacts(facts: readonly Fact[]): ViewNode {
  return view(
    'dl',
    {},
    facts.flatMap(({ name, value, isExact }) => [
      view('dt', {}, name),
      isExact ? view('dd', { class: 'exact' }, viewBreakable(value)) : view('dd', {}, value),
    ]),
  )
}

/** The widest bar of all; what is few is still wide enough to be seen. */
const barWidth = 1000
const leastWidth = 6

function viewCounts(summary: ReportSummary): ViewNode[] {
  const counts = listVerdictCounts(summary)
  if (counts.length === 0) return []
  const legend = counts.map(({ verdict, count }) =>
    view('li', {}, view('strong', {}, formatCount(count)), drawVerdict(verdict, count)),
  )
  const shown = counts.filter(({ verdict }) => verdict !== 'unchanged')
  const picture = shown.length === 0 ? [] : [drawBar(shown)]
  return [
    view('section', { class: 'counts' }, view('h2', {}, 'Counts'), picture, view('ul', { class: 'legend' }, legend)),
  ]
}

/** Shares of all that is not unchanged: of a million files that agree, nothing else would be seen. */
function drawBar(counts: readonly VerdictCount[]): ViewNode {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const widths = counts.map(({ count }) => Math.max(leastWidth, (count / total) * barWidth))
  const scale = barWidth / widths.reduce((sum, width) => sum + width, 0)
  let x = 0
  const bars = counts.map(({ verdict, count }, index) => {
    const width = (widths[index] ?? 0) * scale
    const place = { x: x.toFixed(2), y: '0', width: Math.max(1, width - 2).toFixed(2), height: '14' }
    x += width
    return view(
      'rect',
      { class: `v-${verdict}`, ...place },
      view('title', {}, `${formatCount(count)} ${wordOfVerdict(verdict, count)}`),
    )
  })
  const label = `Shares of the ${formatCount(total)} that are not unchanged`
  const size = { viewBox: `0 0 ${barWidth} 14`, preserveAspectRatio: 'none' }
  return view('svg', { class: 'bar', ...size, role: 'img', 'aria-label': label }, bars)
}

/** What stands below the findings: errors, seals, and how all of it can be checked. */
export function viewBack({ summary, errors }: Pick<ReportModel, 'summary' | 'errors'>): ViewNode[] {
  return [
    ...(errors.length === 0 ? [] : [viewErrors(summary, errors)]),
    ...(summary.seals.length === 0
      ? []
      : [view('section', {}, view('h2', {}, 'Seals'), viewFacts(listSealFacts(summary)))]),
    view('section', {}, view('h2', {}, 'How to check this without Assay'), summary.howToCheck.map(viewStep)),
  ]
}

function viewErrors(summary: ReportSummary, errors: readonly ScanError[]): ViewNode {
  const { note, total } = summary.errorExtent
  const rows = errors.map(({ path, code, message }) =>
    view(
      'tr',
      {},
      view('td', { class: 'exact' }, escapeName(path)),
      view('td', {}, escapeText(message.startsWith(code) ? message : `${code}: ${message}`)),
    ),
  )
  const heading = view('tr', {}, view('th', { scope: 'col' }, 'Path'), view('th', { scope: 'col' }, 'Error'))
  return view(
    'section',
    {},
    view('h2', {}, `Errors (${formatCount(total)})`),
    ...(note === null ? [] : [view('p', { class: 'note' }, note)]),
    view('div', { class: 'scroll' }, view('table', {}, view('thead', {}, heading), view('tbody', {}, rows))),
  )
}

function viewStep({ title, text, commands, expected }: CheckStep): ViewNode {
  return view(
    'div',
    { class: 'step' },
    view('h3', {}, title),
    view('p', {}, text),
    commands.map((command) => view('pre', { tabindex: '0' }, command.split('\n').map(escapeText).join('\n'))),
    ...(expected === null
      ? []
      : [view('p', { class: 'expected' }, 'It answers ', view('code', {}, escapeText(expected)))]),
  )
}
