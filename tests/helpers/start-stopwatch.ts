import { readFileSync } from 'node:fs'

/**
 * Starts to measure the time something takes, in milliseconds, without that for which programs had to wait for a processor
 * or a disk, or for which the host of a virtual machine gave the processor to others: what promises an end within a second
 * promises it on a machine that has the time. However busy the machine, a tenth of the whole time counts. Where the kernel
 * tells no such times, all of it does.
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
  return readPressureMs('cpu') + readPressureMs('io') + readStolenMs()
}

function readPressureMs(resource: string): number {
  try {
    const [, totalUs = '0'] = /^some .*total=(\d+)/mu.exec(readFileSync(`/proc/pressure/${resource}`, 'utf8')) ?? []
    return Number(totalUs) / 1000
  } catch {
    return 0
  }
}

/** What the host of a virtual machine gave to others; the kernel counts it in hundredths of a second. */
function readStolenMs(): number {
  try {
    const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.split(/\s+/u) ?? []
    return Number(fields[8] ?? 0) * 10
  } catch {
    return 0
  }
}
