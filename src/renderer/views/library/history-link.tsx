import { ActionIcon, Tooltip } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { formatRoute } from '../../stores/route-store.ts'

/** To what became of a folder over time. */
export function HistoryLink({ directory }: { readonly directory: string }) {
  return (
    <Tooltip label="History: what became of this folder over time">
      <ActionIcon
        component="a"
        variant="default"
        aria-label="History"
        href={formatRoute({ view: 'history', directory })}
      >
        <IconHistory size={16} />
      </ActionIcon>
    </Tooltip>
  )
}
