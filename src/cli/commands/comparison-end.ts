import type { CompareOutcome, VerifyOutcome } from '../../engine/index.ts'
import { exitCodes } from '../exit-codes.ts'
import { coloursFor } from '../render/colours.ts'
import { printComparisonJson } from '../render/comparison-json.ts'
import { printComparisonText } from '../render/comparison-text.ts'
import type { CommandContext } from './command-context.ts'
import { toReportJson } from './report-targets.ts'
import type { RunEnd } from './run-session.ts'

export const exitCodeOfStatus = {
  clean: exitCodes.clean,
  findings: exitCodes.findings,
  incomplete: exitCodes.incomplete,
} as const

/** How a verify or compare ended, and how its result is printed. */
export function endComparison(
  outcome: VerifyOutcome | CompareOutcome,
  { isJson, isAll }: { readonly isJson: boolean; readonly isAll: boolean },
  { streams, environment }: CommandContext,
): RunEnd {
  const { result } = outcome
  const { stdout } = streams
  return {
    runId: result.runId,
    exitCode: exitCodeOfStatus[result.status],
    warnings: result.warnings,
    print: (reports) =>
      isJson
        ? printComparisonJson(outcome, isAll, reports.map(toReportJson), stdout)
        : printComparisonText(outcome, isAll, stdout, coloursFor(stdout, environment.variables)),
  }
}
