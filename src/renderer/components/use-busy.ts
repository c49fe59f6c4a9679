import { useRef, useState } from 'react'
import { reportFailure } from '../stores/notices.ts'

/** Runs one piece of work at a time: a second click while the first is under way does nothing. */
export function useBusy(): readonly [boolean, (work: () => Promise<unknown>) => void] {
  const [isBusy, setIsBusy] = useState(false)
  const isRunning = useRef(false)
  const run = (work: () => Promise<unknown>): void => {
    if (isRunning.current) return
    isRunning.current = true
    setIsBusy(true)
    work()
      .catch(reportFailure)
      .finally(() => {
        isRunning.current = false
        setIsBusy(false)
      })
  }
  return [isBusy, run]
}
