import { useEffect, useRef } from 'react'
import { isKeyElsewhere } from './is-typing.ts'

/** A plain key that works anywhere in a view, unless somebody types or a dialog is open. */
export function useViewKey(key: string, action: () => void): void {
  const latest = useRef(action)
  useEffect(() => {
    latest.current = action
  })
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.defaultPrevented || event.repeat || isKeyElsewhere(event)) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [key])
}
