import { notifications } from '@mantine/notifications'
import { toWire } from '../bridge/host.ts'
import { describeFailure } from './failure-advice.ts'

/** Tells of a failed request: nothing fails silently. */
export function reportFailure(error: unknown): void {
  const wire = toWire(error)
  if (wire.code === 'cancelled') return
  const { title, message } = describeFailure(wire)
  notifications.show({ id: `${wire.code}:${wire.message}`, title, message, color: 'red', autoClose: 12_000 })
}

export function tell(title: string, message: string): void {
  notifications.show({ id: `${title}:${message}`, title, message, color: 'blue', autoClose: 6000 })
}

/** Runs work started by a click and reports its failure. */
export function attempt(work: () => Promise<unknown>): void {
  work().catch(reportFailure)
}
