import { readFileSync } from 'node:fs'

/**
 * Starts to measure the time something takes, in milliseconds, without that for which programs had to wait for a processor
 * or a disk: what promises an end within a second promises it on a machine that has the time. However busy the machine, a
 * tenth of the whole time counts. Where the kernel tells no such pressure, all of it does.
 */
export function startStopwatch(): () => number {
  const startedMs = performance.now()
  const stalledBeforeMs = readStalledMs()
  return () => {
    const wholeMs = performance.now() - startedMs
    return Math.max(wholeMs - (readStalledMs() - stalledBeforeMs), wholeMs / 10)
  }
}

function readStalledMs(): number {
  return readPressureMs('cpu') + readPressureMs('io')
}

function readPressureMs(resource: string): number {
  try {
    const [, totalUs = '0'] = /^some .*total=(\d+)/mu.exec(readFileSync(`/proc/pressure/${resource}`, 'utf8')) ?? []
    return Number(totalUs) / 1000
  } catch {
    return 0
  }
}
