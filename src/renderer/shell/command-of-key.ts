import type { Capabilities } from '../../shared/ipc/library-schemas.ts'
import type { Command } from './commands.tsx'
import { isTyping } from './is-typing.ts'

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'target'>

const commandsOfKeys: ReadonlyMap<string, Command['id']> = new Map([
  ['k', 'open-palette'],
  ['o', 'open-manifest'],
  ['d', 'compare'],
  ['e', 'export-report'],
  [',', 'show-settings'],
  ['f', 'find'],
])

/** The command that a key stands for everywhere in the app. */
export function commandOf(event: Keys, platform: Capabilities['platform'] | undefined): Command['id'] | undefined {
  const key = event.key.toLowerCase()
  if (isCommandKeyHeld(event, platform)) {
    return event.shiftKey && key === 's' ? 'snapshot-folder' : commandsOfKeys.get(key)
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return undefined
  if (key === '/') return 'find'
  return key === '?' ? 'show-keys' : undefined
}

/** On macOS Control moves and deletes in text, as Ctrl+E and Ctrl+K do. */
function isCommandKeyHeld({ ctrlKey, metaKey }: Keys, platform: Capabilities['platform'] | undefined): boolean {
  return platform === 'darwin' ? metaKey : ctrlKey || metaKey
}
