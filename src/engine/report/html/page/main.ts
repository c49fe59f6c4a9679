import { toCamelKeys } from '../../../workspace/snake-keys.ts'
import type { ScanError } from '../../../../shared/model/run.ts'
import type { ReportSummary } from '../../report-model.ts'
import { viewBack, viewCover } from '../cover-view.ts'
import { runCheck, showBroken } from './check-panel.ts'
import { findElement, replaceContent } from './dom.ts'
import { FindingIndex } from './finding-index.ts'
import { FindingsPanel } from './findings-panel.ts'
import { preparePrinting } from './print-table.ts'
import { splitReport, type ReportLines } from './report-data.ts'

/** Shows what the data says in the place of what stood there for readers without scripts: what is checked is what is seen. */
function showReport(lines: ReportLines): void {
  const summary = toCamelKeys(JSON.parse(lines.summary)) as ReportSummary
  const errors = lines.errors.map((line) => JSON.parse(line) as ScanError)
  replaceContent(findElement('cover'), ...viewCover({ summary, createdUtc: lines.createdUtc }))
  replaceContent(findElement('back'), ...viewBack({ summary, errors }))
  const index = new FindingIndex(lines.findings)
  findElement('printed').replaceChildren()
  preparePrinting(index)
  if (index.length > 0) void new FindingsPanel(index)
}

function start(): void {
  try {
    const lines = splitReport(findElement('report').textContent)
    showReport(lines)
    void runCheck(lines)
  } catch (error) {
    showBroken(error instanceof Error ? error.message : String(error))
  }
}

start()
