import type { Entry } from '../../../shared/model/entry.ts'
import type { Finding } from '../../../shared/model/verdict.ts'
import { escapeName, escapeText } from '../../../shared/text/escape-name.ts'
import { formatCount, formatSize, formatSizeExactly } from '../../../shared/text/quantities.ts'
import { pickDigests } from '../compared-digests.ts'
import { lookOf } from '../verdict-looks.ts'
import { describeSides, showFromPath, showPath, showTime } from '../shown-text.ts'
import { drawVerdict } from './icons-view.ts'
import { view, type ViewChild, type ViewNode } from './view-tree.ts'

const longestName = 28
const tailOfLongName = 14
const digestLength = 8

/** A path that is cut in the middle where it does not fit: its end, which tells files apart, stays. */
export function viewCutPath(path: string): ViewNode {
  const slash = path.lastIndexOf('/')
  const isNameShort = slash > 0 && path.length - slash <= longestName
  const cut = isNameShort ? slash : Math.max(0, path.length - tailOfLongName)
  // Not between the two halves of a character beyond the basic plane.
  const isHalf = /[\uDC00-\uDFFF]/u.test(path.charAt(cut))
  const at = isHalf ? cut - 1 : cut
  return view(
    'span',
    { class: 'path', title: path },
    view('span', { class: 'path-head' }, path.slice(0, at)),
    view('span', { class: 'path-tail' }, path.slice(at)),
  )
}

/** A long path that may be broken after its slashes before it is broken anywhere. */
export function viewBreakable(text: string): ViewChild[] {
  return text.split(/(?<=[/\\])/u).flatMap((part, index) => (index === 0 ? [part] : [view('wbr'), part]))
}

/** The cells of a finding's row, as short as a list wants them. */
export function viewRowCells(finding: Finding): ViewNode[] {
  const from = showFromPath(finding)
  const path = viewCutPath(showPath(finding))
  const moved = from === undefined ? [path] : [viewCutPath(from), view('span', { class: 'arrow' }, '→'), path]
  return [
    view('span', { role: 'gridcell', class: 'cell-verdict' }, drawVerdict(finding.verdict)),
    view('span', { role: 'gridcell', class: 'cell-path' }, moved),
    view('span', { role: 'gridcell', class: 'cell-size' }, showChange(finding, showSize)),
    view('span', { role: 'gridcell', class: 'cell-digest' }, showDigests(finding)),
  ]
}

function showChange(finding: Finding, show: (entry: Entry | undefined) => string): string {
  const left = show(finding.left)
  const right = show(finding.right)
  if (left === right || right === '') return left
  return left === '' ? right : `${left} → ${right}`
}

function showSize(entry: Entry | undefined): string {
  return entry?.sizeBytes === undefined ? '' : formatSize(entry.sizeBytes)
}

function showDigests(finding: Finding): string {
  const { left, right } = pickDigests(finding)
  const shown = [left?.digest.slice(0, digestLength), right?.digest.slice(0, digestLength)].filter(Boolean)
  return [...new Set(shown)].join(' → ')
}

/** Everything known of a finding, both sides beside each other. */
export function viewDetail(finding: Finding): ViewNode[] {
  const from = showFromPath(finding)
  const rows = listComparedLines(finding).flatMap(viewComparedLine)
  return [
    view('p', {}, drawVerdict(finding.verdict), ...(finding.group === undefined ? [] : [` in group ${finding.group}`])),
    view('p', { class: 'note' }, lookOf(finding.verdict).meaning),
    view('p', { class: 'full-path' }, viewBreakable(showPath(finding))),
    ...(from === undefined
      ? []
      : [view('p', { class: 'full-path from' }, view('span', { class: 'note' }, 'from '), viewBreakable(from))]),
    view('p', { class: 'evidence' }, escapeText(finding.evidence)),
    view('table', { class: 'compared' }, view('tbody', {}, rows)),
  ]
}

/** Sides below each other, so that digests line up and what differs in them is seen. */
function viewComparedLine({ name, left, right }: ComparedLine): ViewNode[] {
  if (left === right) {
    const cells = [view('th', { scope: 'row' }, name), view('td', { class: 'side' }, 'both'), view('td', {}, left)]
    return [view('tr', {}, cells)]
  }
  const isDifferent = left !== '' && right !== ''
  const sides = [
    { side: 'left', value: left },
    { side: 'right', value: right },
  ].filter(({ value }) => value !== '')
  return sides.map(({ side, value }, index) => {
    const heading = view('th', { scope: 'row', rowspan: String(sides.length) }, name)
    const cells = [view('td', { class: 'side' }, side), view('td', {}, value)]
    return view('tr', isDifferent ? { class: 'differs' } : {}, ...(index === 0 ? [heading] : []), cells)
  })
}

interface ComparedLine {
  readonly name: string
  readonly left: string
  readonly right: string
}

function listComparedLines({ left, right }: Finding): ComparedLine[] {
  const algorithms = new Set([...Object.keys(left?.digests ?? {}), ...Object.keys(right?.digests ?? {})])
  const lines: [string, (entry: Entry) => string | undefined][] = [
    ['Kind', (entry) => entry.special ?? entry.kind],
    ['Size', (entry) => (entry.sizeBytes === undefined ? undefined : formatSizeExactly(entry.sizeBytes))],
    ['Modified', (entry) => (entry.modifiedUtc === undefined ? undefined : showTime(entry.modifiedUtc, 9))],
    ['Mode', (entry) => entry.mode?.toString(8).padStart(4, '0')],
    ...[...algorithms].map((name): [string, (entry: Entry) => string | undefined] => [
      name,
      (entry) => Object.entries(entry.digests).find(([key]) => key === name)?.[1],
    ]),
    ['Links to', (entry) => (entry.target === undefined ? undefined : escapeName(entry.target))],
    [
      'Error',
      (entry) => (entry.error === undefined ? undefined : escapeText(`${entry.error.code}: ${entry.error.message}`)),
    ],
  ]
  const shown = lines.map(([name, show]) => ({
    name,
    left: left === undefined ? '' : (show(left) ?? ''),
    right: right === undefined ? '' : (show(right) ?? ''),
  }))
  return shown.filter((line) => line.left !== '' || line.right !== '')
}

/** A plain table of findings, for paper and for pages without a script. */
export function viewFindingTable(findings: Iterable<Finding>, total: number, listed: number): ViewNode {
  const titles = ['Verdict', 'Path, evidence, and what either side states']
  const heading = titles.map((title) => view('th', { scope: 'col' }, title))
  const rows = Array.from(findings, (finding) =>
    view('tr', {}, view('td', {}, drawVerdict(finding.verdict)), view('td', {}, viewFindingInFull(finding))),
  )
  const text = `The first ${formatCount(listed)} of the ${formatCount(total)} findings in this file.`
  const note = listed < total ? [view('p', { class: 'note' }, text)] : []
  const table = view('table', {}, view('thead', {}, view('tr', {}, heading)), view('tbody', {}, rows))
  return view('div', { class: 'plain-table' }, ...note, table)
}

function viewFindingInFull(finding: Finding): ViewNode[] {
  const from = showFromPath(finding)
  const { left, right } = pickDigests(finding)
  const isSame = left !== undefined && left.digest === right?.digest
  const digests = isSame
    ? [{ side: 'both', shown: left }]
    : [
        { side: 'left', shown: left },
        { side: 'right', shown: right },
      ]
  return [
    view('div', { class: 'exact strong' }, viewBreakable(showPath(finding))),
    ...(from === undefined ? [] : [view('div', { class: 'exact' }, 'from ', ...viewBreakable(from))]),
    view('div', {}, escapeText(finding.evidence)),
    ...describeSides(finding).map((text) => view('div', { class: 'note' }, text)),
    ...digests.flatMap(({ side, shown }) =>
      shown === undefined
        ? []
        : [view('div', { class: 'exact note' }, `${side.padEnd(5, '\u00a0')} ${shown.algorithm} ${shown.digest}`)],
    ),
  ]
}
