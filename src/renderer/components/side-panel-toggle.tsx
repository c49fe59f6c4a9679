import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutSidebarRight } from '@tabler/icons-react'

interface Props {
  /** What it shows, for those who hear it: "Event panel". */
  readonly name: string
  readonly showLabel: string
  readonly hideLabel: string
  readonly isShown: boolean
  readonly onToggle: () => void
}

/** Shows and hides the panel beside a list. */
export function SidePanelToggle({ name, showLabel, hideLabel, isShown, onToggle }: Props) {
  return (
    <Tooltip label={isShown ? hideLabel : showLabel}>
      <ActionIcon aria-label={name} aria-pressed={isShown} data-on={isShown || undefined} onClick={onToggle}>
        <IconLayoutSidebarRight size={16} />
      </ActionIcon>
    </Tooltip>
  )
}
