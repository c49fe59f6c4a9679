import { useEffect } from 'react'
import { subscribe } from '../bridge/host.ts'
import { navigate, useRoute } from '../stores/route-store.ts'
import { runCommand, type Command } from './commands.tsx'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
}

function isLayerOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null
}

function commandOf(event: KeyboardEvent): Command['id'] | undefined {
  const isMod = event.ctrlKey || event.metaKey
  const key = event.key.toLowerCase()
  if (isMod && event.shiftKey && key === 's') return 'snapshot-folder'
  if (isMod && key === 'o') return 'open-manifest'
  if (isMod && key === ',') return 'show-settings'
  if (isMod && key === 'f') return 'find'
  if (isMod || event.altKey || isTyping(event.target)) return undefined
  if (key === '/') return 'find'
  return key === '?' ? 'show-keys' : undefined
}

// A layer closes itself on Escape before the key gets here, which would then lead out of the view as well.
let wasLayerOpen = false

function noteLayer(): void {
  wasLayerOpen = isLayerOpen()
}

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || wasLayerOpen) return
  const command = commandOf(event)
  if (command !== undefined) {
    event.preventDefault()
    runCommand(command)
    return
  }
  const isAway = useRoute.getState().route.view !== 'library'
  if (event.key === 'Escape' && isAway && !isTyping(event.target)) navigate({ view: 'library' })
}

/** Keys that work everywhere, and the native menu's commands. */
export function useGlobalKeys(): void {
  useEffect(() => {
    const unsubscribe = subscribe('menu.chosen', ({ command }) => runCommand(command))
    window.addEventListener('keydown', noteLayer, { capture: true })
    window.addEventListener('keydown', handleKey)
    return () => {
      unsubscribe()
      window.removeEventListener('keydown', noteLayer, { capture: true })
      window.removeEventListener('keydown', handleKey)
    }
  }, [])
}
