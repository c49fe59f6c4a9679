import type { Batch } from '../../../../shared/ipc/matrix-schemas.ts'
import { formatDuration } from '../../../format/quantity.ts'

/** How long it still takes, and how sure that is. */
export function describeTimeLeft({ timeLeftMs, isTimeLeftPartial }: Batch): string {
  if (timeLeftMs === null) return 'time left unknown: none of these was built before'
  const about = `about ${formatDuration(timeLeftMs)} left`
  return isTimeLeftPartial ? `${about}, and those that were never built before` : about
}
