import { ActionIcon, Tooltip } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { formatRoute } from '../../stores/route-store.ts'

/** To what the ledger has on a run: its events, its figures, its place in the chain. */
export function RunLogLink({ runId }: { readonly runId: string }) {
  return (
    <Tooltip label="Run log: the events of this run">
      <ActionIcon component="a" variant="default" aria-label="Run log" href={formatRoute({ view: 'runs', runId })}>
        <IconListDetails size={16} />
      </ActionIcon>
    </Tooltip>
  )
}
