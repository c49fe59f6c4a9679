/** Where a key moves the active row; undefined when the key is not one that moves. */
export function moveByKey(key: string, active: number, rowCount: number, pageRows: number): number | undefined {
  if (rowCount === 0) return undefined
  const last = rowCount - 1
  const clamp = (offset: number): number => Math.min(last, Math.max(0, offset))
  switch (key) {
    case 'ArrowDown':
      return clamp(active + 1)
    case 'ArrowUp':
      return active < 0 ? last : clamp(active - 1)
    case 'PageDown':
      return clamp(Math.max(0, active) + pageRows)
    case 'PageUp':
      return clamp(active - pageRows)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

/** Whether a key press is a character typed without a command modifier. */
export function isTypedCharacter(event: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }): boolean {
  return /^[^\p{C}\p{Z}]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey
}
