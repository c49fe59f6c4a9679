/** A value that holds from one place to another, in pixels; `y` is null where there is none. */
export interface Level {
  readonly fromX: number
  readonly toX: number
  readonly y: number | null
}

function round(px: number): string {
  return px.toFixed(1)
}

/** The line along levels, as the `d` of a path: upright between neighbours, broken where there is no value. */
export function levelPath(levels: readonly Level[]): string {
  const parts: string[] = []
  let isDown = false
  for (const { fromX, toX, y } of levels) {
    if (y === null) {
      isDown = false
      continue
    }
    parts.push(isDown ? `V${round(y)}` : `M${round(fromX)},${round(y)}`, `H${round(toX)}`)
    isDown = true
  }
  return parts.join('')
}
