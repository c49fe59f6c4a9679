import type { MatrixDetail } from '../../../shared/ipc/matrix-schemas.ts'
import { countOf, formatCount, formatSize } from '../../format/quantity.ts'

type CostUnit = MatrixDetail['inputs'][number]['costUnit']

const brief = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 })

/** "1,204 rows", "4.0 MB", "cost 384"; "cost unknown" where none is known. Briefly where there is little room: "1.2K rows", "384", "?". */
export function describeCost(cost: number | null, unit: CostUnit, isBrief = false): string {
  if (cost === null || unit === 'unknown') return isBrief ? 'cost ?' : 'cost unknown'
  if (unit === 'bytes') return formatSize(cost)
  if (unit === 'rows') return isBrief ? `${brief.format(cost)} ${cost === 1 ? 'row' : 'rows'}` : countOf(cost, 'row')
  return isBrief ? (cost < 10_000 ? formatCount(cost) : brief.format(cost)) : `cost ${formatCount(cost)}`
}
