/** Now in nanoseconds since 1970, as fine as the platform tells. */
export function nowNs(): bigint {
  const ms = performance.timeOrigin + performance.now()
  const wholeMs = Math.floor(ms)
  // The monotonic clock drifts from the wall clock while a machine sleeps; then the wall clock decides.
  if (Math.abs(wholeMs - Date.now()) > 1000) return BigInt(Date.now()) * 1_000_000n
  return BigInt(wholeMs) * 1_000_000n + BigInt(Math.floor((ms - wholeMs) * 1e6))
}
