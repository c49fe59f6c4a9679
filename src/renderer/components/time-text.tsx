import { formatUtc, formatWhen } from '../format/time.ts'
import { useNow } from './use-now.ts'

/** A time in local words, relative when recent; UTC is the tooltip. */
export function TimeText({ timestampUtc }: { readonly timestampUtc: string }) {
  const nowMs = useNow()
  return (
    <time dateTime={timestampUtc} title={formatUtc(timestampUtc)}>
      {formatWhen(timestampUtc, nowMs)}
    </time>
  )
}
