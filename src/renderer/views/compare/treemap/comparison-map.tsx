import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ComparisonTreemapNode } from '../../../../shared/ipc/comparison-schemas.ts'
import type { Verdict } from '../../../../shared/model/verdict.ts'
import { HoveredLine } from '../../../components/treemap/hovered-line.tsx'
import { TreemapCrumbs } from '../../../components/treemap/treemap-crumbs.tsx'
import { targetOf, type TreemapCell } from '../../../components/treemap/treemap-layout.ts'
import { TreemapSurface, type TreemapData } from '../../../components/treemap/treemap-surface.tsx'
import styles from '../../../components/treemap/treemap.module.css'
import { verdictLooks, verdictOrder } from '../../../components/verdict-look.tsx'
import { foldersOf } from '../../../format/path.ts'
import { formatCount } from '../../../format/quantity.ts'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { attempt } from '../../../stores/notices.ts'
import { revealRow } from '../comparison-actions.ts'
import { fillOfVerdict, verdictLook } from './verdict-map-look.ts'

type Node = ComparisonTreemapNode

const maxNodes = 5000

/** The nodes of the folder the table is narrowed to; the old ones stay until the new ones are there. */
function useNodes(model: ComparisonModel): TreemapData<Node> | null {
  const { extent } = model
  const { folder } = model.query
  const [data, setData] = useState<TreemapData<Node> | null>(null)
  useEffect(() => {
    // What is found so far has no sizes that could be added up.
    if (extent === undefined || extent === 'live') return undefined
    let isWanted = true
    attempt(async () => {
      const { nodes } = await model.view.ask('comparison.treemap', { folder, maxNodes })
      if (isWanted) setData({ folder, nodes })
    })
    return () => {
      isWanted = false
    }
  }, [model, folder, extent])
  return data
}

function drawnVerdicts(nodes: readonly Node[]): { verdict: Verdict; count: number }[] {
  const counts = new Map<Verdict, number>()
  for (const { type, verdict } of nodes) if (type === 'entry') counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  return verdictOrder.flatMap((verdict) => {
    const count = counts.get(verdict) ?? 0
    return count === 0 ? [] : [{ verdict, count }]
  })
}

function VerdictLegend({ nodes }: { readonly nodes: readonly Node[] }) {
  const scheme = useComputedColorScheme('light')
  return (
    <div className={styles.legend} title="Verdicts of the files large enough to be drawn">
      {drawnVerdicts(nodes).map(({ verdict, count }) => {
        const { icon: LookIcon, word } = verdictLooks[verdict]
        return (
          <span key={verdict} className={styles.type} title={word}>
            <span className={styles.swatch} style={{ background: fillOfVerdict(verdict, scheme) }} />
            <LookIcon size={12} stroke={2} aria-hidden />
            <span className="visually-hidden">{word}</span>
            {formatCount(count)}
          </span>
        )
      })}
    </div>
  )
}

/** Where the bytes are and what became of them. A click goes into a folder, and the table follows. */
export function ComparisonMap({ model, rootName }: { readonly model: ComparisonModel; readonly rootName: string }) {
  const data = useNodes(model)
  const [hovered, setHovered] = useState<TreemapCell<Node> | undefined>()
  const show = (folder: string): void => attempt(() => model.change({ folder }))
  const follow = (cell: TreemapCell<Node>): void => {
    const target = targetOf(cell)
    setHovered(undefined)
    if (target?.kind === 'zoom') show(target.path)
    else if (target?.kind === 'select' && cell.node.row !== null) {
      const { row } = cell.node
      attempt(() => revealRow(model, row))
    }
  }
  const { folder } = model.query
  const isEmpty = data !== null && (data.nodes[0]?.sizeBytes ?? 0) === 0
  return (
    <section className={styles.panel} aria-label="Map">
      <TreemapCrumbs rootName={rootName} folder={folder} onShow={show} />
      <div className={styles.surface}>
        {data !== null && !isEmpty && (
          <TreemapSurface
            data={data}
            look={verdictLook}
            hovered={hovered}
            onHover={setHovered}
            onChoose={follow}
            onLeave={folder === '' ? undefined : () => show(foldersOf(folder).at(-2)?.path ?? '')}
          />
        )}
        {isEmpty && <p className={styles.empty}>Nothing with a known size in here.</p>}
      </div>
      <div className={styles.twoLines}>
        {hovered === undefined ? (
          <VerdictLegend nodes={data?.nodes ?? []} />
        ) : (
          <HoveredLine cell={hovered} wholeBytes={data?.nodes[0]?.sizeBytes ?? 0} />
        )}
      </div>
    </section>
  )
}
