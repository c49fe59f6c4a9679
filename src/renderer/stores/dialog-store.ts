import { create } from 'zustand'
import type { Location } from '../../shared/ipc/library-schemas.ts'

export type PickType = 'folder' | 'manifest'

export type Dialog =
  | { readonly kind: 'snapshot'; readonly location: Location | null; readonly baseManifestId: string | null }
  | { readonly kind: 'verify'; readonly manifestId: string; readonly location: Location | null }
  | { readonly kind: 'settings' }
  | { readonly kind: 'keys' }

interface Picking {
  readonly type: PickType
  readonly settle: (location: Location | null) => void
}

interface DialogState {
  readonly dialog: Dialog | null
  /** The in-app picker, which may stand over a dialog. */
  readonly picking: Picking | null
}

export const useDialogs = create<DialogState>()(() => ({ dialog: null, picking: null }))

export function showDialog(dialog: Dialog): void {
  useDialogs.setState({ dialog })
}

export function closeDialog(): void {
  useDialogs.setState({ dialog: null })
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
