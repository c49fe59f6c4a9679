import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import type { TreemapNode } from '../../../../shared/ipc/table-schemas.ts'
import { HoveredLine } from '../../../components/treemap/hovered-line.tsx'
import type { TreemapCell } from '../../../components/treemap/treemap-layout.ts'
import styles from '../../../components/treemap/treemap.module.css'
import { formatBytes, formatSize } from '../../../format/quantity.ts'
import { colorOfType, nameFileType } from './file-types.ts'
import { bytesByType } from './type-totals.ts'

interface Props {
  readonly nodes: readonly TreemapNode[]
  readonly hovered: TreemapCell | undefined
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
