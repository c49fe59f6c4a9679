import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { saveSettings } from '../stores/app-store.ts'
import { attempt } from '../stores/notices.ts'

export function ThemeButton() {
  const scheme = useComputedColorScheme('light')
  const next = scheme === 'dark' ? 'light' : 'dark'
  const label = next === 'dark' ? 'Dark theme' : 'Light theme'
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => attempt(() => saveSettings({ theme: next }))}>
        {next === 'dark' ? <IconMoon size={16} /> : <IconSun size={16} />}
      </ActionIcon>
    </Tooltip>
  )
}
