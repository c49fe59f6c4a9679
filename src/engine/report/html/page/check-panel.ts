import type { Tone } from '../../report-words.ts'
import { drawTone } from '../icons-view.ts'
import { view, type ViewNode } from '../view-tree.ts'
import { checkDigests, type CheckedSection } from './check-digests.ts'
import { findElement, replaceContent } from './dom.ts'
import type { ReportLines } from './report-data.ts'

/** Recomputes the digests and says at the top of the page, and in full at its end, whether the data is as it was made. */
export async function runCheck(lines: ReportLines): Promise<void> {
  const panel = findElement('check')
  const badge = findElement('badge')
  badge.textContent = 'Checking the digests of this report…'
  const sections = await checkDigests(lines, (done) => {
    badge.textContent = `Checking the digests of this report… ${Math.floor(done * 100)}%`
  })
  const altered = sections.filter(({ stated, computed }) => stated !== computed).map(({ name }) => name)
  const isIntact = altered.length === 0
  showBadge(
    isIntact ? 'good' : 'bad',
    isIntact ? 'Intact: this page recomputed its digests' : `ALTERED: ${altered.join(', ')}`,
  )
  const verdict = isIntact
    ? 'The data within this file gives the digests it states. Compare them with a copy that was kept elsewhere.'
    : `The data within this file was altered after it was made: ${altered.join(', ')}. Do not rely on it.`
  replaceContent(
    panel,
    view('p', { class: isIntact ? 'conclusion' : 'warning' }, verdict),
    view('div', { class: 'scroll' }, viewSections(sections)),
  )
}

/** Says that nothing of this file can be relied on. */
export function showBroken(message: string): void {
  showBadge('bad', `ALTERED: ${message}`)
}

function showBadge(tone: Tone, words: string): void {
  const badge = findElement('badge')
  badge.classList.add(`badge-${tone}`)
  replaceContent(badge, drawTone(tone), words)
}

function viewSections(sections: readonly CheckedSection[]): ViewNode {
  const titles = ['Section', 'Digest stated', 'Recomputed here']
  const heading = view(
    'tr',
    {},
    titles.map((title) => view('th', { scope: 'col' }, title)),
  )
  const rows = sections.map(({ name, stated, computed }) =>
    view(
      'tr',
      {},
      view('th', { scope: 'row' }, name),
      view('td', { class: 'exact' }, stated),
      view('td', { class: 'exact' }, computed === stated ? 'the same' : computed),
    ),
  )
  return view('table', {}, view('thead', {}, heading), view('tbody', {}, rows))
}
