import { IconArrowRight } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import type { Finding } from '../../../shared/model/verdict.ts'
import { copyText } from '../../components/copy-text.ts'
import { GridHeaderCell } from '../../components/grid-header-cell.tsx'
import { isTypedCharacter } from '../../components/grid-keys.ts'
import { PathText } from '../../components/path-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { VerdictBadge } from '../../components/verdict-badge.tsx'
import { VirtualGrid } from '../../components/virtual-grid.tsx'
import { shortenDigest } from '../../format/digest.ts'
import type { FindingsModel } from '../../stores/findings-model.ts'
import { attempt } from '../../stores/notices.ts'
import { isActive } from '../../stores/runs-store.ts'
import { firstDigests } from './evidence-rows.ts'
import styles from './verify.module.css'

function DigestChange({ finding }: { readonly finding: Finding }) {
  const { left, right } = firstDigests(finding)
  if (left === undefined && right === undefined) return <span className={styles.faint}>–</span>
  const isOneSided = finding.left === undefined || finding.right === undefined
  if (left === right || isOneSided) return <span className="mono">{shortenDigest(left ?? right ?? '')}</span>
  return (
    <span className={`mono ${styles.change}`}>
      {left === undefined ? '–' : shortenDigest(left)}
      <IconArrowRight size={12} aria-label="became" />
      {right === undefined ? '–' : shortenDigest(right)}
    </span>
  )
}

function FindingPath({ finding }: { readonly finding: Finding }) {
  if (finding.group !== undefined) {
    return (
      <span className={styles.move}>
        <PathText path={finding.path} />
        <span className={styles.group}>
          {finding.right === undefined ? 'gone' : 'new'} in group {finding.group}
        </span>
      </span>
    )
  }
  if (finding.fromPath === undefined) return <PathText path={finding.path} />
  return (
    <span className={styles.move}>
      <PathText path={finding.fromPath} />
      <IconArrowRight size={12} aria-label="moved to" />
      <PathText path={finding.path} />
    </span>
  )
}

function FindingCells({ finding }: { readonly finding: Finding }) {
  return (
    <>
      <span role="gridcell">
        <VerdictBadge verdict={finding.verdict} />
      </span>
      <span role="gridcell" className={styles.pathCell}>
        <FindingPath finding={finding} />
      </span>
      <span role="gridcell" data-wide>
        <DigestChange finding={finding} />
      </span>
      <span role="gridcell" data-wide className={styles.sizeCell}>
        <SizeText sizeBytes={finding.right?.sizeBytes ?? finding.left?.sizeBytes} />
      </span>
    </>
  )
}

const header = (
  <>
    <GridHeaderCell label="Verdict" />
    <GridHeaderCell label="Path" />
    <GridHeaderCell label="Digest" isWideOnly />
    <GridHeaderCell label="Size" isRight isWideOnly />
  </>
)

function EmptyFindings({ run, findings }: Pick<Props, 'run' | 'findings'>) {
  const isFiltered = findings.verdicts.length > 0 || findings.search !== ''
  if (isFiltered) return <p className={styles.none}>No finding passes the filter.</p>
  return <p className={styles.none}>{isActive(run.state) ? 'Nothing found so far.' : 'No findings.'}</p>
}

interface Props {
  readonly run: RunSnapshot
  readonly findings: FindingsModel
  readonly onFind: () => void
}

export function FindingsTable({ run, findings, onFind }: Props) {
  const handleKey = (event: KeyboardEvent, finding: Finding | undefined): boolean => {
    if (event.key === 'Escape' && findings.activeOffset >= 0) {
      findings.select(-1)
      return true
    }
    if ((event.ctrlKey || event.metaKey) && event.key === 'c' && finding !== undefined) {
      attempt(() => copyText(finding.path))
      return true
    }
    if (isTypedCharacter(event) && !['n', 'p', '/', '?'].includes(event.key)) onFind()
    return false
  }
  return (
    <div className={styles.tableArea}>
      <VirtualGrid
        role="grid"
        label="Findings"
        source={findings.rows}
        columnCount={4}
        template="188px minmax(0, 1fr) 160px 72px"
        narrowTemplate="188px minmax(0, 1fr)"
        header={header}
        activeOffset={findings.activeOffset}
        onActivate={(offset) => findings.select(offset)}
        renderCells={(finding) => <FindingCells finding={finding} />}
        onKey={handleKey}
      />
      {findings.rows.rowCount === 0 && <EmptyFindings run={run} findings={findings} />}
    </div>
  )
}
