const beatMs = 5

/**
 * Measures how long the thread of the caller is held up at once while the work goes on: the processor time it takes between
 * two beats, which other programs on the machine do not lengthen.
 */
export async function measureLongestHold(work: () => Promise<unknown>): Promise<number> {
  let longestMs = 0
  let last = process.threadCpuUsage()
  const beat = (): void => {
    const now = process.threadCpuUsage()
    longestMs = Math.max(longestMs, (now.user + now.system - last.user - last.system) / 1000)
    last = now
  }
  const timer = setInterval(beat, beatMs)
  try {
    await work()
    beat()
  } finally {
    clearInterval(timer)
  }
  return longestMs
}
