import { useEffect, useRef } from 'react'

/** A sheet that goes away takes the focus with it: gives it back to what had it when the sheet came. */
export function useFocusReturn(isOpen: boolean): void {
  const before = useRef<Element | null>(null)
  useEffect(() => {
    if (!isOpen) return undefined
    before.current = document.activeElement
    return () => {
      // Whatever took the focus meanwhile, such as the view a sheet leads to, keeps it.
      setTimeout(() => {
        const isLost = document.activeElement === null || document.activeElement === document.body
        if (isLost && before.current instanceof HTMLElement) before.current.focus({ preventScroll: true })
      })
    }
  }, [isOpen])
}
