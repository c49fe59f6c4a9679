import { create } from 'zustand'
import type { Location } from '../../shared/ipc/library-schemas.ts'

export type PickType = 'folder' | 'manifest'

export type Dialog =
  | { readonly kind: 'snapshot'; readonly location: Location | null; readonly baseManifestId: string | null }
  | {
      readonly kind: 'verify'
      readonly manifestId: string
      readonly location: Location | null
      readonly isQuick?: boolean
      readonly isStrict?: boolean
    }
  | { readonly kind: 'settings' }
  | { readonly kind: 'keys' }

interface Picking {
  readonly type: PickType
  readonly settle: (location: Location | null) => void
}

interface DialogState {
  readonly dialog: Dialog | null
  /** Sheets that wait for the open one to close, such as those of several folders dropped at once. */
  readonly waiting: readonly Dialog[]
  /** The in-app picker, which may stand over a dialog. */
  readonly picking: Picking | null
}

export const useDialogs = create<DialogState>()(() => ({ dialog: null, waiting: [], picking: null }))

export function showDialog(dialog: Dialog): void {
  useDialogs.setState({ dialog })
}

/** Shows a sheet now, or after those that are open or wait already. */
export function queueDialog(dialog: Dialog): void {
  const state = useDialogs.getState()
  if (state.dialog === null) useDialogs.setState({ dialog })
  else useDialogs.setState({ waiting: [...state.waiting, dialog] })
}

/** Closes the open sheet; the next one that waits takes its place. */
export function closeDialog(): void {
  const [next = null, ...waiting] = useDialogs.getState().waiting
  useDialogs.setState({ dialog: next, waiting })
}

/** Opens the in-app picker and waits for the choice; null when it was dismissed. */
export function pickInApp(type: PickType): Promise<Location | null> {
  useDialogs.getState().picking?.settle(null)
  return new Promise((resolve) => {
    const settle = (location: Location | null): void => {
      useDialogs.setState({ picking: null })
      resolve(location)
    }
    useDialogs.setState({ picking: { type, settle } })
  })
}
