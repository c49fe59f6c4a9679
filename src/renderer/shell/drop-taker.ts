import { useEffect } from 'react'
import { create } from 'zustand'
import type { Location } from '../../shared/model/location.ts'

export interface Dropped {
  readonly location: Location
  readonly type: 'folder' | 'manifest'
}

export type TakeDropped = (dropped: readonly Dropped[], target: EventTarget | null) => void

/** What is said over the window while something is dragged across it. */
export interface DropWords {
  readonly title: string
  readonly text: string
}

interface DropTaker {
  readonly take: TakeDropped | null
  /** Takes files where no paths are told, for their contents. */
  readonly takeFiles: ((files: readonly File[]) => void) | null
  /** Null where the view has places of its own to drop on. */
  readonly words: DropWords | null
}

const nobody: DropTaker = { take: null, takeFiles: null, words: null }

/** The view that takes what is dropped into the window, in the place of the window itself. */
export const useDropTaker = create<DropTaker>()(() => nobody)

/** Lets this view take what is dropped while it is shown. */
export function useTakeDropped(
  take: TakeDropped,
  words: DropWords | null = null,
  takeFiles: DropTaker['takeFiles'] = null,
): void {
  useEffect(() => {
    useDropTaker.setState({ take, words, takeFiles })
    return () => {
      if (useDropTaker.getState().take === take) useDropTaker.setState(nobody)
    }
  }, [take, words, takeFiles])
}
