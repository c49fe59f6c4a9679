import { Button } from '@mantine/core'
import { IconLink, IconLinkOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { ChainReportView } from '../../../shared/ipc/ledger-schemas.ts'
import { request } from '../../bridge/host.ts'
import { SafeText } from '../../components/safe-text.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { countOf } from '../../format/quantity.ts'
import { formatRoute } from '../../stores/route-store.ts'
import styles from './runs.module.css'

function Outcome({ report }: { readonly report: ChainReportView }) {
  const [first] = report.problems
  if (first === undefined) {
    return (
      <span className={styles.chain} data-tone="good" title={report.head?.hash}>
        <IconLink size={14} aria-hidden /> {countOf(report.checkedCount, 'run')}, chain unbroken
      </span>
    )
  }
  return (
    <span className={styles.chain} data-tone="bad" title={first.problem}>
      <IconLinkOff size={14} aria-hidden />
      {first.runId === '' ? (
        <SafeText text={first.problem} />
      ) : (
        <>
          broken at <a href={formatRoute({ view: 'runs', runId: first.runId })}>{first.runId}</a>
        </>
      )}
      {report.problems.length > 1 && ` and ${countOf(report.problems.length - 1, 'other')}`}
    </span>
  )
}

/** Walks the whole hash chain when asked, and says which run broke it. */
export function ChainCheck() {
  const [report, setReport] = useState<ChainReportView | null>(null)
  const [isChecking, check] = useBusy()
  return (
    <>
      <span role="status">{report !== null && !isChecking && <Outcome report={report} />}</span>
      <Button
        variant="default"
        disabled={isChecking}
        onClick={() => check(async () => setReport(await request('ledger.verify', {})))}
      >
        {isChecking ? 'Checking the chain…' : 'Check the chain'}
      </Button>
    </>
  )
}
