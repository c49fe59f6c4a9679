import { create } from 'zustand'
import type { Location } from '../../shared/ipc/library-schemas.ts'
import type { DraftSide, SideName } from './draft-store.ts'

export type PickType = 'folder' | 'manifest' | 'plan' | 'file'

/** What a report is made of; `rows` null for all that the comparison's query shows. */
export type ExportSubject =
  | { readonly type: 'run'; readonly runId: string }
  | { readonly type: 'manifest'; readonly manifestId: string }
  | {
      readonly type: 'selection'
      readonly viewId: string
      readonly runId: string
      readonly rows: readonly number[] | null
    }

export type Dialog =
  | { readonly kind: 'snapshot'; readonly location: Location | null; readonly baseManifestId: string | null }
  | {
      readonly kind: 'verify'
      readonly manifestId: string
      readonly location: Location | null
      readonly isQuick?: boolean
      readonly isStrict?: boolean
    }
  | { readonly kind: 'export'; readonly subject: ExportSubject }
  | { readonly kind: 'export-log'; readonly runId: string; readonly suggestedName: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'keys' }

interface Picking {
  readonly type: PickType
  readonly settle: (location: Location | null) => void
}

interface Choosing {
  readonly name: SideName
  readonly settle: (side: DraftSide | null) => void
}

interface DialogState {
  readonly dialog: Dialog | null
  /** Sheets that wait for the open one to close, such as those of several folders dropped at once. */
  readonly waiting: readonly Dialog[]
  /** The in-app picker, which may stand over a dialog. */
  readonly picking: Picking | null
  /** The choice of a side to compare. */
  readonly choosing: Choosing | null
}

export const useDialogs = create<DialogState>()(() => ({ dialog: null, waiting: [], picking: null, choosing: null }))

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

/** Closes every sheet and choice: what they were about is no longer in view. */
export function dismissAll(): void {
  const { picking, choosing } = useDialogs.getState()
  picking?.settle(null)
  choosing?.settle(null)
  useDialogs.setState({ dialog: null, waiting: [] })
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

/** Opens the choice of a side to compare and waits for it; null when it was dismissed. */
export function chooseSide(name: SideName): Promise<DraftSide | null> {
  useDialogs.getState().choosing?.settle(null)
  return new Promise((resolve) => {
    const settle = (side: DraftSide | null): void => {
      useDialogs.setState({ choosing: null })
      resolve(side)
    }
    useDialogs.setState({ choosing: { name, settle } })
  })
}
