import { useEffect, useState } from 'react'
import type { TreemapNode } from '../../../../shared/ipc/table-schemas.ts'
import { request } from '../../../bridge/host.ts'
import { attempt } from '../../../stores/notices.ts'
import type { TableModel } from '../../../stores/table-model.ts'

const maxNodes = 5000

export interface TreemapData {
  readonly folder: string
  readonly nodes: readonly TreemapNode[]
}

/** The nodes of the folder the table is narrowed to; the old ones stay until the new ones are there. */
export function useTreemap(table: TableModel): TreemapData | null {
  const { folder } = table.query
  const [data, setData] = useState<TreemapData | null>(null)
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
