import { useEffect, useState } from 'react'
import type { TreemapNode } from '../../../../shared/ipc/table-schemas.ts'
import type { TreemapData } from '../../../components/treemap/treemap-surface.tsx'
import { request } from '../../../bridge/host.ts'
import { attempt } from '../../../stores/notices.ts'
import type { TableModel } from '../../../stores/table-model.ts'

const maxNodes = 5000

/** The nodes of the folder the table is narrowed to; the old ones stay until the new ones are there. */
export function useTreemap(table: TableModel): TreemapData<TreemapNode> | null {
  const { folder } = table.query
  const [data, setData] = useState<TreemapData<TreemapNode> | null>(null)
  useEffect(() => {
    let isWanted = true
    attempt(async () => {
      const { nodes } = await request('table.treemap', { viewId: table.viewId, folder, maxNodes })
      if (isWanted) setData({ folder, nodes })
    })
    return () => {
      isWanted = false
    }
  }, [table, folder])
  return data
}
