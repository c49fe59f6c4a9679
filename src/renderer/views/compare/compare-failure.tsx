import { Button } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { countOf } from '../../format/quantity.ts'
import { pickLocation } from '../../stores/actions.ts'
import { changeSide, compareAgain } from '../../stores/compare-actions.ts'
import { toDraftSide, type SideName } from '../../stores/draft-store.ts'
import runStyles from '../run/run.module.css'
import { blameSide } from '../../stores/draft-state.ts'
import { sideWords } from './sides/side-look.ts'
import styles from './compare-failure.module.css'

const wrongRootWords =
  'Nothing was compared: a folder is missing, or holds none of the other side’s paths, and to report all of them as removed would be wrong.'

function folderSide(run: RunSnapshot): SideName | null {
  if (run.sides?.right.type === 'folder') return 'right'
  return run.sides?.left.type === 'folder' ? 'left' : null
}

function WrongRootSteps({ run }: { readonly run: RunSnapshot }) {
  const [isBusy, change] = useBusy()
  const name = folderSide(run)
  const compareElsewhere = async (side: SideName): Promise<void> => {
    const location = await pickLocation('folder')
    if (location !== null) await compareAgain(run, { [side]: { type: 'location', kind: 'folder', location } })
  }
  return (
    <>
      <ul className={styles.checks}>
        <li>Is the drive or share mounted, at the same place as then?</li>
        <li>Was the folder renamed or moved? Then compare with where it is now.</li>
        <li>Is it empty on purpose? Then compare anyway: every path will be reported.</li>
      </ul>
      {name !== null && (
        <Button disabled={isBusy} onClick={() => change(() => compareElsewhere(name))}>
          Compare another folder…
        </Button>
      )}
      <Button variant="default" disabled={isBusy} onClick={() => change(() => compareAgain(run, { allowEmpty: true }))}>
        Compare anyway
      </Button>
    </>
  )
}

/** The side that is to blame can be changed; where none is named, either. */
function NextSteps({ run }: { readonly run: RunSnapshot }) {
  const [isBusy, change] = useBusy()
  const { sides, failure } = run
  if (sides === undefined || failure === undefined) return null
  const blamed = blameSide(failure, toDraftSide(sides.left), toDraftSide(sides.right))
  const names: readonly SideName[] = blamed === null ? ['left', 'right'] : [blamed]
  return (
    <>
      {names.map((name) => (
        <Button key={name} variant="default" disabled={isBusy} onClick={() => change(() => changeSide(run, name))}>
          Choose another {sideWords[name].name.toLowerCase()} side…
        </Button>
      ))}
      <Button variant="default" disabled={isBusy} onClick={() => change(() => compareAgain(run))}>
        Try again
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
  const [isBusy, change] = useBusy()
  return (
    <section className={runStyles.result} data-tone="quiet" aria-label="Result">
      <IconBan size={24} className={runStyles.resultIcon} aria-hidden />
      <div className={runStyles.resultBody}>
        <div>
          <h2 className={runStyles.resultTitle}>Compare cancelled</h2>
          <p className={runStyles.resultText}>
            {countOf(run.progress.filesDone, 'file')} had been read.{' '}
            {hasFindings ? 'What was found so far is below; it says nothing about the rest.' : 'Nothing was compared.'}
          </p>
        </div>
        <div className={runStyles.actions}>
          <Button disabled={isBusy} onClick={() => change(() => compareAgain(run))}>
            Compare again
          </Button>
        </div>
      </div>
    </section>
  )
}

/** A comparison without a result: cancelled, or failed with what to do now. */
export function CompareFailure({ run, hasFindings }: Props) {
  const { failure } = run
  const isWrongRoot = failure?.code === 'root-looks-wrong'
  return (
    <div className={styles.box}>
      {run.state === 'cancelled' && <Cancelled run={run} hasFindings={hasFindings} />}
      {run.state === 'failed' && failure !== undefined && (
        <FailurePanel failure={failure} {...(isWrongRoot ? { message: wrongRootWords } : {})}>
          {isWrongRoot ? <WrongRootSteps run={run} /> : <NextSteps run={run} />}
        </FailurePanel>
      )}
    </div>
  )
}
