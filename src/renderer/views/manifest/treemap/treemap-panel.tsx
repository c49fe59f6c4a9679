import { useState } from 'react'
import { foldersOf } from '../../../format/path.ts'
import { attempt } from '../../../stores/notices.ts'
import type { TableModel } from '../../../stores/table-model.ts'
import { TreemapCrumbs } from './treemap-crumbs.tsx'
import { TreemapLegend } from './treemap-legend.tsx'
import { targetOf, type TreemapCell } from './treemap-layout.ts'
import { TreemapSurface } from './treemap-surface.tsx'
import { useTreemap } from './use-treemap.ts'
import styles from './treemap.module.css'

interface Props {
  readonly table: TableModel
  readonly rootName: string
}

/** Where the bytes are. A click goes into a folder, and the table follows. */
export function TreemapPanel({ table, rootName }: Props) {
  const data = useTreemap(table)
  const [hovered, setHovered] = useState<TreemapCell | undefined>()
  const follow = (cell: TreemapCell): void => {
    const target = targetOf(cell)
    setHovered(undefined)
    if (target?.kind === 'zoom') attempt(() => table.change({ folder: target.path }))
    else if (target?.kind === 'select') attempt(() => table.reveal(target.path))
  }
  const leave = (): void => {
    setHovered(undefined)
    attempt(() => table.change({ folder: foldersOf(table.query.folder).at(-2)?.path ?? '' }))
  }
  const isEmpty = data !== null && (data.nodes[0]?.sizeBytes ?? 0) === 0
  return (
    <section className={styles.panel} aria-label="Map">
      <TreemapCrumbs table={table} rootName={rootName} />
      <div className={styles.surface}>
        {data !== null && !isEmpty && (
          <TreemapSurface
            data={data}
            hovered={hovered}
            onHover={setHovered}
            onChoose={follow}
            onLeave={table.query.folder === '' ? undefined : leave}
          />
        )}
        {isEmpty && <p className={styles.empty}>No bytes in here.</p>}
      </div>
      <TreemapLegend nodes={data?.nodes ?? []} hovered={hovered} />
    </section>
  )
}
