import { vi } from 'vitest'

/** As vitest's own, with the patience that a busy machine needs: until the test itself has had its time. */
export function waitFor<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 150_000, interval: 20 })
}
