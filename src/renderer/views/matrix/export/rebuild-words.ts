import { isHalfDone, isThere, type CellTable } from '../../../stores/matrix/cell-table.ts'
import { countOf } from '../../../format/quantity.ts'

/** What building cells by force replaces, in words. */
export function describeRebuild(cells: readonly number[], table: CellTable): string {
  const states = cells.map((cell) => table.stateAt(cell))
  const finished = states.filter(isThere).length
  const altered = states.filter((state) => state === 'altered').length
  const started = states.filter(isHalfDone).length
  const parts = [
    finished > 0 ? `${countOf(finished, 'finished artifact')} will be replaced` : '',
    altered > 0 ? `${countOf(altered, 'altered artifact')} will be replaced` : '',
    started > 0 ? `what ${countOf(started, 'unfinished build')} had done so far will be thrown away` : '',
  ].filter((part) => part !== '')
  if (parts.length === 0) return 'None of these has an artifact yet: nothing will be replaced.'
  const text = parts.join(', and ')
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}
