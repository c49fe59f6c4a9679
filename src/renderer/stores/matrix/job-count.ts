import { create } from 'zustand'

const key = 'assay.matrix.jobs'
const usual = 2
export const jobChoices = [1, 2, 3, 4, 6, 8, 12, 16] as const

function readStored(): number {
  try {
    const stored = Number(localStorage.getItem(key))
    return Number.isInteger(stored) && stored >= 1 && stored <= 64 ? stored : usual
  } catch {
    return usual
  }
}

export const useJobCount = create<{ readonly jobCount: number }>()(() => ({ jobCount: readStored() }))

export function jobCount(): number {
  return useJobCount.getState().jobCount
}

/** How many builds go on at once from the next one on; where storage is refused, as long as the window. */
export function chooseJobCount(count: number): void {
  useJobCount.setState({ jobCount: count })
  try {
    localStorage.setItem(key, String(count))
  } catch {
    return
  }
}
