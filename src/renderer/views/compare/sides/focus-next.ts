import type { SideName } from '../../../stores/draft-store.ts'

/** Where the keyboard goes once a side is chosen: to the side still missing, to the button that compares, or back. */
export function focusNextStep(chosen: SideName): void {
  requestAnimationFrame(() => {
    const next = document.querySelector<HTMLElement>('[data-next-step]')
    const back = document.querySelector<HTMLElement>(`[data-side='${chosen}'] [data-target]`)
    ;(next ?? back)?.focus()
  })
}
