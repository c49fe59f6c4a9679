import { create } from 'zustand'
import type { RequestOutput } from '../../shared/ipc/contract.ts'
import type { Capabilities, Settings } from '../../shared/ipc/library-schemas.ts'
import type { ConnectionState } from '../bridge/bridge.ts'
import { request } from '../bridge/host.ts'

type Description = RequestOutput<'app.describe'>

interface AppState {
  readonly description: Description | null
  readonly settings: Settings | null
  readonly connection: ConnectionState
  /** Warnings the user has read and put away. */
  readonly readWarnings: readonly string[]
}

export const useApp = create<AppState>()(() => ({
  description: null,
  settings: null,
  connection: 'connecting',
  readWarnings: [],
}))

export async function loadApp(): Promise<Description> {
  const [description] = await Promise.all([request('app.describe', {}), loadSettings()])
  useApp.setState({ description })
  return description
}

/** Asks anew what the host has to say, such as warnings that came up since. */
export async function loadDescription(): Promise<void> {
  useApp.setState({ description: await request('app.describe', {}) })
}

export function putAwayWarning(warning: string): void {
  useApp.setState({ readWarnings: [...useApp.getState().readWarnings, warning] })
}

/** Another window may have changed them. */
export async function loadSettings(): Promise<void> {
  const { settings: shown } = useApp.getState()
  await writing
  const settings = await request('settings.read', {})
  // What was changed here since is newer than this answer, and was written into what the other window had.
  if (useApp.getState().settings === shown) useApp.setState({ settings })
}

/** One change is written after the other, into what any window has written until then. */
let writing: Promise<void> = Promise.resolve()

async function writeSettings(change: Partial<Settings>, shown: Settings): Promise<void> {
  const latest = await request('settings.read', {})
  const written = await request('settings.write', { ...latest, ...change })
  // An answer that a later change has overtaken would undo that change on screen.
  if (useApp.getState().settings === shown) useApp.setState({ settings: written })
}

/** The settings once the host has told them: somebody may be quicker. */
function firstSettings(): Promise<Settings> {
  return new Promise((resolve) => {
    const unsubscribe = useApp.subscribe(({ settings }) => {
      if (settings === null) return
      unsubscribe()
      resolve(settings)
    })
  })
}

export async function saveSettings(change: Partial<Settings>): Promise<void> {
  const settings = useApp.getState().settings ?? (await firstSettings())
  const next = { ...settings, ...change }
  useApp.setState({ settings: next })
  const written = writing.then(() => writeSettings(change, next))
  writing = written.catch(() => {})
  await written
}

const nothing: Capabilities = {
  hasNativeDialogs: false,
  canRevealInFileManager: false,
  canResolveDroppedFiles: false,
  hasNativeMenu: false,
  platform: 'other',
}

export function useCapabilities(): Capabilities {
  return useApp((state) => state.description?.capabilities ?? nothing)
}
