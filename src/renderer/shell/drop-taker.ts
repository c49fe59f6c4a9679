import { useEffect } from 'react'
import { create } from 'zustand'
import type { Location } from '../../shared/model/location.ts'

export interface Dropped {
  readonly location: Location
  readonly type: 'folder' | 'manifest'
}

export type TakeDropped = (dropped: readonly Dropped[], target: EventTarget | null) => void

/** The view that takes what is dropped into the window, in the place of the window itself. */
export const useDropTaker = create<{ readonly take: TakeDropped | null }>()(() => ({ take: null }))

/** Lets this view take what is dropped while it is shown. */
export function useTakeDropped(take: TakeDropped): void {
  useEffect(() => {
    useDropTaker.setState({ take })
    return () => {
      if (useDropTaker.getState().take === take) useDropTaker.setState({ take: null })
    }
  }, [take])
}
