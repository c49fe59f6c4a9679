import { formatBytes, formatSize } from '../format/quantity.ts'

/** A size in decimal units; the exact bytes are the tooltip. */
export function SizeText({ sizeBytes }: { readonly sizeBytes: number | null | undefined }) {
  if (sizeBytes === null || sizeBytes === undefined) return <span aria-label="no size">–</span>
  return (
    <span className="numeric" title={formatBytes(sizeBytes)}>
      {formatSize(sizeBytes)}
    </span>
  )
}
