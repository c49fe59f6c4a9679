import { countOf, formatBytes, formatPercent, formatSize } from '../../format/quantity.ts'
import { PathText } from '../path-text.tsx'
import { labelOf } from './treemap-paint.ts'
import type { TreemapCell } from './treemap-layout.ts'
import styles from './treemap.module.css'

/** What is under the pointer, in the place and height of a legend. */
export function HoveredLine({ cell, wholeBytes }: { readonly cell: TreemapCell; readonly wholeBytes: number }) {
  const { node } = cell
  return (
    <div className={styles.legend}>
      <span className={styles.hoveredName}>
        <PathText path={node.type === 'rest' ? labelOf(cell) : node.path} />
      </span>
      {node.type === 'folder' && <span>{countOf(node.entryCount, 'entry', 'entries')}</span>}
      <span title={formatBytes(node.sizeBytes)}>{formatSize(node.sizeBytes)}</span>
      <span className={styles.share}>{formatPercent(node.sizeBytes / Math.max(1, wholeBytes))}</span>
    </div>
  )
}
