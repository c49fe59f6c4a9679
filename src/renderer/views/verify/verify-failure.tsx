import { Button } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import type { Location } from '../../../shared/model/location.ts'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { countOf } from '../../format/quantity.ts'
import { pickLocation, startVerify } from '../../stores/actions.ts'
import { showDialog } from '../../stores/dialog-store.ts'
import runStyles from '../run/run.module.css'
import styles from './verify.module.css'

const wrongRootWords =
  'Nothing was compared: the folder is missing, or holds none of the manifest’s paths, and to report all of them as removed would be wrong.'

function WrongRootSteps({ manifestId, place }: { readonly manifestId: string; readonly place: Location }) {
  const [isBusy, run] = useBusy()
  const verifyElsewhere = async (): Promise<void> => {
    const location = await pickLocation('folder')
    if (location !== null) showDialog({ kind: 'verify', manifestId, location })
  }
  const verifyAnyway = (): Promise<void> =>
    startVerify({ manifestId, token: place.token, isQuick: false, isStrict: false, allowEmpty: true })
  return (
    <>
      <ul className={styles.checks}>
        <li>Is the drive or share mounted, at the same place as then?</li>
        <li>Was the folder renamed or moved? Then verify it where it is now.</li>
        <li>Is it empty on purpose? Then verify anyway: every path will be reported as removed.</li>
      </ul>
      <Button disabled={isBusy} onClick={() => run(verifyElsewhere)}>
        Verify another folder…
      </Button>
      <Button variant="default" disabled={isBusy} onClick={() => run(verifyAnyway)}>
        Verify anyway
      </Button>
    </>
  )
}

interface Props {
  readonly run: RunSnapshot
  /** Whether some of what was found is still known and shown below. */
  readonly hasFindings: boolean
}

function Cancelled({ run, hasFindings }: Props) {
  return (
    <section className={runStyles.result} data-tone="quiet" aria-label="Result">
      <IconBan size={24} className={runStyles.resultIcon} aria-hidden />
      <div className={runStyles.resultBody}>
        <h2 className={runStyles.resultTitle}>Verify cancelled</h2>
        <p className={runStyles.resultText}>
          {countOf(run.progress.filesDone, 'file')} had been checked.{' '}
          {hasFindings ? 'What was found so far is below; it proves nothing about the rest.' : 'Nothing is proven.'}
        </p>
      </div>
    </section>
  )
}

/** A verify without a result: cancelled, or failed with what to do now. */
export function VerifyFailure({ run, hasFindings }: Props) {
  const { failure, manifestId } = run
  const isWrongRoot = failure?.code === 'root-looks-wrong'
  return (
    <div className={runStyles.top}>
      {run.state === 'cancelled' && <Cancelled run={run} hasFindings={hasFindings} />}
      {run.state === 'failed' && failure !== undefined && (
        <FailurePanel failure={failure} {...(isWrongRoot ? { message: wrongRootWords } : {})}>
          {isWrongRoot && manifestId !== undefined && <WrongRootSteps manifestId={manifestId} place={run.location} />}
        </FailurePanel>
      )}
    </div>
  )
}
