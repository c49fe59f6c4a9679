const sliceMs = 8

/** Goes through `count` items without ever holding the page for longer than a frame; answers false when `isStale` said so. */
export async function inSlices(count: number, step: (index: number) => void, isStale = () => false): Promise<boolean> {
  let sliceStartMs = performance.now()
  for (let index = 0; index < count; index += 1) {
    if (index % 16 === 15 && performance.now() - sliceStartMs > sliceMs) {
      await new Promise((resolve) => setTimeout(resolve))
      if (isStale()) return false
      sliceStartMs = performance.now()
    }
    step(index)
  }
  return true
}
