import { MantineProvider, useMantineColorScheme } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { ErrorBoundary } from './shell/error-boundary.tsx'
import { Shell } from './shell/shell.tsx'
import { useApp } from './stores/app-store.ts'
import { mantineTheme } from './theme/mantine-theme.ts'

/** The stored setting decides; the browser's copy only spares a flash before it is known. */
function FollowThemeSetting() {
  const theme = useApp((state) => state.settings?.theme)
  // To hold transitions back, Mantine would write a style element, which the content security policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme === 'system' ? 'auto' : theme)
  }, [theme, setColorScheme])
  return null
}

export function App() {
  return (
    <MantineProvider theme={mantineTheme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <FollowThemeSetting />
      <Notifications position="bottom-right" limit={4} />
      <ErrorBoundary>
        <Shell />
      </ErrorBoundary>
    </MantineProvider>
  )
}
