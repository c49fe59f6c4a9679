import { useEffect } from 'react'
import { subscribe } from '../bridge/host.ts'
import { useApp } from '../stores/app-store.ts'
import { navigate, useRoute, type Route } from '../stores/route-store.ts'
import { runCommand } from './commands.tsx'
import { commandOf } from './command-of-key.ts'
import { isPaletteOpen } from './open-palette.ts'
import { isTyping } from './is-typing.ts'

/** The palette stays in the page for a moment while it fades away. */
function isLayerOpen(): boolean {
  const layers = [...document.querySelectorAll('[role="dialog"], [role="menu"]')]
  return layers.some((layer) => isPaletteOpen() || !layer.matches('.mantine-Spotlight-content'))
}

// A layer closes itself on Escape before the key gets here, which would then lead out of the view as well.
let wasLayerOpen = false
let layerClosedAtMs = -Infinity

/** A second Escape so soon is meant for the same layer. */
const sameEscapeMs = 400

function noteLayer({ key, timeStamp }: KeyboardEvent): void {
  wasLayerOpen = isLayerOpen()
  if (wasLayerOpen && key === 'Escape') layerClosedAtMs = timeStamp
}

function leadsOut({ key, target, repeat, timeStamp }: KeyboardEvent): boolean {
  return key === 'Escape' && !repeat && !isTyping(target) && timeStamp - layerClosedAtMs > sameEscapeMs
}

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  const command = commandOf(event, useApp.getState().description?.capabilities.platform)
  if (wasLayerOpen) {
    // Else the browser would take it, for its own search or bookmarks.
    if (command !== undefined && (event.ctrlKey || event.metaKey)) event.preventDefault()
    return
  }
  if (command !== undefined) {
    event.preventDefault()
    runCommand(command)
    return
  }
  if (leadsOut(event)) leaveView(useRoute.getState().route)
}

/** A comparison leads back to where its sides were chosen, a run's page to all runs, a pipeline to all of them, a cell to its grid, everything else to the library. */
function leaveView(route: Route): void {
  if (route.view === 'compare' && route.runId !== null) navigate({ view: 'compare', runId: null })
  else if (route.view === 'runs' && route.runId !== null) navigate({ view: 'runs', runId: null })
  else if (route.view === 'pipelines' && route.pipelineId !== null) {
    navigate({ view: 'pipelines', pipelineId: null, checksum: null })
  } else if (route.view === 'matrix' && route.planId !== null) {
    navigate({ view: 'matrix', planId: route.cell === null ? null : route.planId, cell: null })
  } else if (route.view !== 'library') navigate({ view: 'library' })
}

/** The second click of a double click on what opens a dialog lands on its backdrop, and is not meant to close it. */
function ignoreSecondClick(event: MouseEvent): void {
  const { detail, target } = event
  const isOnBackdrop = target instanceof Element && target.matches('.mantine-Modal-overlay, .mantine-Spotlight-overlay')
  if (detail > 1 && isOnBackdrop) event.stopPropagation()
}

/** Keys that work everywhere, and the native menu's commands. */
export function useGlobalKeys(): void {
  useEffect(() => {
    const unsubscribe = subscribe('menu.chosen', ({ command }) => runCommand(command))
    window.addEventListener('keydown', noteLayer, { capture: true })
    window.addEventListener('keydown', handleKey)
    window.addEventListener('click', ignoreSecondClick, { capture: true })
    return () => {
      unsubscribe()
      window.removeEventListener('keydown', noteLayer, { capture: true })
      window.removeEventListener('keydown', handleKey)
      window.removeEventListener('click', ignoreSecondClick, { capture: true })
    }
  }, [])
}
