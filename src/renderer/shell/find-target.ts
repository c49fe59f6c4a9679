import { useEffect, type RefObject } from 'react'

let target: RefObject<HTMLInputElement | null> | undefined

/** Makes this field the one that `/` goes to while it is shown. */
export function useFindTarget(inputRef: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    target = inputRef
    return () => {
      if (target === inputRef) target = undefined
    }
  }, [inputRef])
}

export function focusSearch(): void {
  target?.current?.focus()
  target?.current?.select()
}
