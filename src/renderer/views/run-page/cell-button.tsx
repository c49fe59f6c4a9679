import { Button } from '@mantine/core'
import { IconGridDots } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { RequestOutput } from '../../../shared/ipc/contract.ts'
import { request } from '../../bridge/host.ts'
import { attempt } from '../../stores/notices.ts'
import { navigate } from '../../stores/route-store.ts'

type Place = RequestOutput<'matrix.ofRun'>['place']

/** From a build to the cell it built, where the plan is in the list. */
export function CellButton({ runId }: { readonly runId: string }) {
  const [place, setPlace] = useState<Place>(null)
  useEffect(() => {
    let isStale = false
    attempt(async () => {
      const found = await request('matrix.ofRun', { runId })
      if (!isStale) setPlace(found.place)
    })
    return () => {
      isStale = true
    }
  }, [runId])
  if (place === null) return null
  return (
    <Button
      variant="default"
      leftSection={<IconGridDots size={14} />}
      onClick={() => navigate({ view: 'matrix', ...place })}
    >
      Open cell
    </Button>
  )
}
