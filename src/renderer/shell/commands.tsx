import { spotlight } from '@mantine/spotlight'
import {
  IconBooks,
  IconCamera,
  IconFileSearch,
  IconFlask,
  IconKeyboard,
  IconSearch,
  IconSettings,
  type Icon,
} from '@tabler/icons-react'
import type { MenuCommand } from '../../shared/ipc/menu-commands.ts'
import { chooseManifest, chooseSnapshotFolder, trySample } from '../stores/actions.ts'
import { showDialog } from '../stores/dialog-store.ts'
import { attempt } from '../stores/notices.ts'
import { navigate } from '../stores/route-store.ts'
import { focusSearch } from './find-target.ts'

export interface Command {
  readonly id: MenuCommand | 'try-sample'
  readonly label: string
  readonly icon: Icon
  /** As shown; `Mod` is Ctrl or Cmd. */
  readonly keys?: readonly string[]
  readonly run: () => void
}

export const commands: readonly Command[] = [
  {
    id: 'snapshot-folder',
    label: 'Snapshot a folder…',
    icon: IconCamera,
    keys: ['Mod', 'Shift', 'S'],
    run: () => attempt(chooseSnapshotFolder),
  },
  {
    id: 'open-manifest',
    label: 'Open a manifest…',
    icon: IconFileSearch,
    keys: ['Mod', 'O'],
    run: () => attempt(chooseManifest),
  },
  { id: 'show-library', label: 'Go to the library', icon: IconBooks, run: () => navigate({ view: 'library' }) },
  { id: 'find', label: 'Search in this view', icon: IconSearch, keys: ['/'], run: focusSearch },
  {
    id: 'show-settings',
    label: 'Settings',
    icon: IconSettings,
    keys: ['Mod', ','],
    run: () => showDialog({ kind: 'settings' }),
  },
  { id: 'show-keys', label: 'All keys', icon: IconKeyboard, keys: ['?'], run: () => showDialog({ kind: 'keys' }) },
  { id: 'open-palette', label: 'Command palette', icon: IconSearch, keys: ['Mod', 'K'], run: () => spotlight.open() },
  { id: 'try-sample', label: 'Try it with sample data', icon: IconFlask, run: () => attempt(trySample) },
]

export function runCommand(id: Command['id']): void {
  commands.find((command) => command.id === id)?.run()
}
