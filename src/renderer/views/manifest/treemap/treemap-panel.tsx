import { useState } from 'react'
import type { TreemapNode } from '../../../../shared/ipc/table-schemas.ts'
import { foldersOf } from '../../../format/path.ts'
import { attempt } from '../../../stores/notices.ts'
import type { TableModel } from '../../../stores/table-model.ts'
import { TreemapCrumbs } from '../../../components/treemap/treemap-crumbs.tsx'
import { targetOf, type TreemapCell } from '../../../components/treemap/treemap-layout.ts'
import type { MapLook } from '../../../components/treemap/treemap-paint.ts'
import { TreemapSurface } from '../../../components/treemap/treemap-surface.tsx'
import styles from '../../../components/treemap/treemap.module.css'
import { colorOfType, fileTypeOf } from './file-types.ts'
import { TreemapLegend } from './treemap-legend.tsx'
import { mainType } from './type-totals.ts'
import { useTreemap } from './use-treemap.ts'

interface Props {
  readonly table: TableModel
  readonly rootName: string
}

/** Colour is the type of a file; a rest, and a folder drawn as one, has the type that most of the bytes known in or beside it have. */
const typeLook: MapLook<TreemapNode> = {
  fill: ({ node, neighbours }, scheme) => {
    if (node.type === 'entry') return colorOfType(fileTypeOf(node.name), scheme)
    const likelyType = mainType(neighbours, node.sizeBytes)
    return likelyType === undefined ? undefined : colorOfType(likelyType, scheme, true)
  },
}

/** Where the bytes are. A click goes into a folder, and the table follows. */
export function TreemapPanel({ table, rootName }: Props) {
  const data = useTreemap(table)
  const [hovered, setHovered] = useState<TreemapCell<TreemapNode> | undefined>()
  const follow = (cell: TreemapCell<TreemapNode>): void => {
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
      <TreemapCrumbs
        rootName={rootName}
        folder={table.query.folder}
        onShow={(folder) => attempt(() => table.change({ folder }))}
      />
      <div className={styles.surface}>
        {data !== null && !isEmpty && (
          <TreemapSurface
            data={data}
            look={typeLook}
            hovered={hovered}
            onHover={setHovered}
            onChoose={follow}
            onLeave={table.query.folder === '' ? undefined : leave}
          />
        )}
        {isEmpty && <p className={styles.empty}>Nothing with a known size in here.</p>}
      </div>
      <TreemapLegend nodes={data?.nodes ?? []} hovered={hovered} />
    </section>
  )
}
