/** Where a key moves the crosshair among `count` points; undefined when it is not a key that moves, or there are none. */
export function moveCrosshair(key: string, index: number | null, count: number): number | undefined {
  const stride = Math.max(1, Math.round(count / 10))
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: index === null ? count - 1 : index - 1,
    ArrowRight: index === null ? 0 : index + 1,
    PageUp: (index ?? count) - stride,
    PageDown: (index ?? -1) + stride,
    Home: 0,
    End: count - 1,
  }
  const next = moves[key]
  return next === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, next))
}
