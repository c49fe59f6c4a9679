const sliceMs = 8

// A message comes back at once; a timer set within a timer waits four milliseconds more.
const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.addEventListener('message', () => waiting.shift()?.())
channel.port1.start()

function yieldToPage(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    channel.port2.postMessage(null)
  })
}

/** Goes through `count` items without ever holding the page for longer than a frame; answers false when `isStale` said so. */
export async function inSlices(count: number, step: (index: number) => void, isStale = () => false): Promise<boolean> {
  let sliceStartMs = performance.now()
  for (let index = 0; index < count; index += 1) {
    if (index % 16 === 15 && performance.now() - sliceStartMs > sliceMs) {
      await yieldToPage()
      if (isStale()) return false
      sliceStartMs = performance.now()
    }
    step(index)
  }
  return true
}
