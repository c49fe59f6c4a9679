import { countOf, formatPercent, formatSize } from '../../format/quantity.ts'
import type { TreemapCell } from './treemap-layout.ts'
import { labelOf } from './treemap-paint.ts'

interface Props {
  readonly id: string
  readonly cells: readonly TreemapCell[]
  readonly active: TreemapCell
  readonly wholeBytes: number
}

/** The cell the keyboard is on, for screen readers: a canvas has no elements of its own. */
export function TreemapOption({ id, cells, active, wholeBytes }: Props) {
  const { node } = active
  const share = formatPercent(node.sizeBytes / Math.max(1, wholeBytes))
  const kind = node.type === 'folder' ? `, folder of ${countOf(node.entryCount, 'entry', 'entries')}` : ''
  return (
    <div
      id={id}
      role="option"
      aria-selected
      aria-posinset={cells.indexOf(active) + 1}
      aria-setsize={cells.length}
      className="visually-hidden"
    >
      {labelOf(active)}
      {kind}, {formatSize(node.sizeBytes)}, {share}
    </div>
  )
}
