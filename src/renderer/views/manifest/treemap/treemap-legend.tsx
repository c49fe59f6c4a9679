import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import type { TreemapNode } from '../../../../shared/ipc/table-schemas.ts'
import { PathText } from '../../../components/path-text.tsx'
import { countOf, formatBytes, formatPercent, formatSize } from '../../../format/quantity.ts'
import { colorOfType, nameFileType } from './file-types.ts'
import { labelOf } from './treemap-paint.ts'
import type { TreemapCell } from './treemap-layout.ts'
import { bytesByType } from './type-totals.ts'
import styles from './treemap.module.css'

interface Props {
  readonly nodes: readonly TreemapNode[]
  readonly hovered: TreemapCell | undefined
}

function HoveredLine({ cell, wholeBytes }: { readonly cell: TreemapCell; readonly wholeBytes: number }) {
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

// With less drawn than this, sums over the drawn files would be taken for sums over all.
const leastWholeFraction = 0.9

/** The types by bytes; what is under the pointer takes its place, in a line of the same height. */
export function TreemapLegend({ nodes, hovered }: Props) {
  const scheme = useComputedColorScheme('light')
  const totals = useMemo(() => bytesByType(nodes), [nodes])
  if (hovered !== undefined) return <HoveredLine cell={hovered} wholeBytes={nodes[0]?.sizeBytes ?? 0} />
  const drawnBytes = totals.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const isNearlyWhole = drawnBytes >= (nodes[0]?.sizeBytes ?? 0) * leastWholeFraction
  return (
    <div className={styles.legend} title={isNearlyWhole ? undefined : 'Types of the files large enough to be drawn'}>
      {totals.map(({ type, sizeBytes }) => (
        <span key={type} className={styles.type} title={formatBytes(sizeBytes)}>
          <span className={styles.swatch} style={{ background: colorOfType(type, scheme) }} />
          {nameFileType(type)} {isNearlyWhole && formatSize(sizeBytes)}
        </span>
      ))}
    </div>
  )
}
