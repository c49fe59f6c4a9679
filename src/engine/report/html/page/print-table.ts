import { viewFindingTable } from '../finding-view.ts'
import { findElement, replaceContent } from './dom.ts'
import type { FindingIndex } from './finding-index.ts'

const printedFindings = 2000

/** On paper there is nothing to scroll: the findings are put there as a plain table, and taken away again. */
export function preparePrinting(index: FindingIndex): void {
  const place = findElement('printed')
  addEventListener('beforeprint', () => {
    const count = Math.min(index.length, printedFindings)
    const findings = Array.from({ length: count }, (_, number) => index.at(number))
    replaceContent(place, viewFindingTable(findings, index.length, count))
  })
  addEventListener('afterprint', () => place.replaceChildren())
}
