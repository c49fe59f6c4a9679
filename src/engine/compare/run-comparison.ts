import type { Finding } from '../../shared/model/verdict.ts'
import { createRules } from '../diff/compare-rows.ts'
import type { Comparison } from '../diff/comparison.ts'
import { diffInSteps } from '../diff/diff-tables.ts'
import { divideRows, listFindings } from '../diff/finding-list.ts'
import { throwIfCancelled, type RunControl } from '../run/run-control.ts'
import type { ComparisonPlan, FoundVerdicts } from './compare-options.ts'
import { natureOf, sideNames, type ComparedSides, type Seals } from './compared-side.ts'
import { ComparisonProgress } from './comparison-progress.ts'
import { describeCaveat } from './describe-caveat.ts'
import { withSides } from './load-sides.ts'

const operation = 'compare sides'

/** What a comparison gives, before it is put into the words of a verify or a compare. */
export interface ComparedWhole extends FoundVerdicts {
  readonly sides: ComparedSides
  readonly seals: Seals
}

/**
 * Loads both sides and gives every verdict on them. Seals are checked meanwhile. Cancelled within a second, but for
 * tables of many millions of entries most of which moved: pairing them is one piece of work. Errors: those of reading a manifest and of a
 * scan, `root-looks-wrong`, `worker-failed`, `cancelled`.
 */
export async function runComparison(plan: ComparisonPlan, control: RunControl): Promise<ComparedWhole> {
  const progress = new ComparisonProgress(control, sideNames.filter((side) => plan[side].type === 'folder').length)
  return withSides(plan, progress, control, async ({ sides, sealed }) => {
    // Awaited further down: a seal that fails before, or after a cancel, must not end the process.
    sealed.catch(() => undefined)
    progress.tellComparing()
    await breathe(control)
    const natures = {
      left: natureOf(sides.left.manifest, sides.left.columns),
      right: natureOf(sides.right.manifest, sides.right.columns),
    }
    const rules = createRules(natures.left, natures.right, plan.isQuick)
    const columns = await takeSteps(diffInSteps(sides.left.columns, sides.right.columns, rules), control)
    const { isStrict } = plan
    const rows = divideRows({ columns, isStrict })
    const seals = await sealed
    await breathe(control)
    const comparison: Comparison = {
      left: sides.left.columns,
      right: sides.right.columns,
      columns,
      formats: { left: natures.left.format, right: natures.right.format },
      isQuick: plan.isQuick,
      isStrict,
      caveat: describeCaveat(plan, seals),
      refused: listRefused(plan, sides),
    }
    return { sides, seals, comparison, ...listFindings(comparison, rows) }
  })
}

async function takeSteps<T>(steps: Generator<void, T>, control: RunControl): Promise<T> {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
    await breathe(control)
  }
}

/** Lets signals in between two long pieces of work. */
async function breathe(control: RunControl): Promise<void> {
  await new Promise(setImmediate)
  await control.pause?.wait()
  throwIfCancelled(control.signal, operation)
}

/** Entries whose path could leave the root are never opened, and so never verified. */
function listRefused({ names }: ComparisonPlan, sides: ComparedSides): Finding[] {
  return sideNames.flatMap((side) =>
    (sides[side].manifest?.rejected ?? []).map(({ path, line, reason }) => ({
      verdict: 'unreadable' as const,
      path,
      evidence: `The ${names[side]}'s entry${line > 0 ? ` on line ${line}` : ''} was refused and nothing was opened: ${reason}`,
    })),
  )
}
