import type { ComparisonPlan } from './compare-options.ts'
import type { Seals } from './compared-side.ts'

/** What every evidence ends with where a manifest was altered after it was sealed; else nothing. */
export function describeCaveat({ names, left, right }: ComparisonPlan, seals: Seals): string {
  const isLeftBroken = seals.left?.state === 'broken'
  const isRightBroken = seals.right?.state === 'broken'
  if (isLeftBroken && isRightBroken) {
    return ' Both manifests were altered after they were sealed, so this rests on altered manifests.'
  }
  const hasTwoManifests = left.type === right.type
  if (isLeftBroken) {
    const what = hasTwoManifests ? 'left side' : 'baseline'
    return ` The ${names.left} was altered after it was sealed, so this rests on an altered ${what}.`
  }
  return isRightBroken
    ? ` The ${names.right} was altered after it was sealed, so this rests on an altered right side.`
    : ''
}
