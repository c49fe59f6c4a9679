import { Button, Modal } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { WireError } from '../../../../shared/errors/wire-error.ts'
import type { ManifestCard, Repair } from '../../../../shared/ipc/pipeline-schemas.ts'
import type { Location } from '../../../../shared/model/location.ts'
import { request, toWire } from '../../../bridge/host.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { FailurePanel } from '../../../components/failure-panel.tsx'
import { LocationField } from '../../../components/location-field.tsx'
import { PathText } from '../../../components/path-text.tsx'
import { useBusy } from '../../../components/use-busy.ts'
import { countOf } from '../../../format/quantity.ts'
import { escapeUnsafe } from '../../../format/safe-text.ts'
import { pickLocation } from '../../../stores/actions.ts'
import { reloadPipeline } from '../../../stores/pipelines/pipeline-store.ts'
import { formatRoute } from '../../../stores/route-store.ts'
import { nameCard } from '../cards/card-facts.ts'
import { chooseProcess } from './choose-process.ts'
import { ProcessField } from './process-field.tsx'
import { RepairFacts } from './repair-facts.tsx'
import styles from './problems.module.css'

interface Props {
  readonly pipelineId: string
  readonly card: ManifestCard
  /** Null to keep what is readable, without another file's help. */
  readonly firstCopy: Location | null
  readonly onClose: () => void
}

type Plan =
  | { readonly state: 'planning' }
  | { readonly state: 'failed'; readonly failure: WireError }
  | { readonly state: 'planned' | 'done'; readonly repair: Repair }

/** Plans at once; nothing is changed by that. */
function usePlan(pipelineId: string, manifestKey: string, copy: Location | null) {
  const [plan, setPlan] = useState<Plan>({ state: 'planning' })
  useEffect(() => {
    let isWanted = true
    request('pipeline.planRepair', { pipelineId, manifestKey, copyToken: copy?.token ?? null })
      .then((repair) => isWanted && setPlan({ state: 'planned', repair }))
      .catch((error: unknown) => isWanted && setPlan({ state: 'failed', failure: toWire(error) }))
    return () => {
      isWanted = false
    }
  }, [pipelineId, manifestKey, copy])
  return [plan, setPlan] as const
}

function Done({ repair }: { readonly repair: Repair }) {
  return (
    <div className={styles.done} role="status">
      <p className={styles.doneTitle}>
        <IconCircleCheck size={18} aria-hidden />
        Repaired: {countOf(repair.keptCount, 'record')} kept
      </p>
      {repair.runId !== null && (
        <p>
          It is a run of the ledger.{' '}
          <a className={styles.runLink} href={formatRoute({ view: 'runs', runId: repair.runId })}>
            Open the run
          </a>
        </p>
      )}
      {repair.setAside !== null && (
        <div className={styles.aside}>
          <span>The damaged file is kept whole at</span>
          <span className={styles.asidePath}>
            <PathText path={repair.setAside.displayPath} isMono />
            <CopyButton text={repair.setAside.displayPath} label="Copy the path of the file set aside" />
          </span>
        </div>
      )}
    </div>
  )
}

interface FooterProps {
  readonly state: Plan['state']
  readonly isReady: boolean
  readonly isBusy: boolean
  readonly onClose: () => void
}

function Footer({ state, isReady, isBusy, onClose }: FooterProps) {
  return (
    <footer className={styles.footer}>
      <Button variant="default" onClick={onClose}>
        {state === 'done' ? 'Close' : 'Cancel'}
      </Button>
      {state !== 'done' && (
        <Button type="submit" loading={isBusy} disabled={state !== 'planned' || !isReady}>
          Set the file aside and repair
        </Button>
      )}
    </footer>
  )
}

interface BodyProps {
  readonly pipelineId: string
  readonly card: ManifestCard
  readonly copy: Location | null
  readonly onAnother: () => Promise<void>
  readonly onClose: () => void
}

function RepairBody({ pipelineId, card, copy, onAnother, onClose }: BodyProps) {
  const [plan, setPlan] = usePlan(pipelineId, card.manifestKey, copy)
  const [typed, setTyped] = useState<string | null>(null)
  const [isBusy, run] = useBusy()
  const choice = chooseProcess(plan.state === 'planned' ? plan.repair : null, typed)
  const repairNow = async (): Promise<void> => {
    const { process } = choice
    const subject = { pipelineId, manifestKey: card.manifestKey, copyToken: copy?.token ?? null, process }
    try {
      setPlan({ state: 'done', repair: await request('pipeline.repair', subject) })
      reloadPipeline()
    } catch (error) {
      setPlan({ state: 'failed', failure: toWire(error) })
    }
  }
  const isDone = plan.state === 'done'
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (plan.state === 'planned' && choice.isReady) run(repairNow)
      }}
    >
      {copy !== null && !isDone && (
        <LocationField
          label="Good copy"
          path={copy.displayPath}
          buttonLabel="Another copy…"
          onChoose={() => run(onAnother)}
        />
      )}
      {plan.state === 'planning' && <div className={styles.planning} aria-busy />}
      {plan.state === 'failed' && <FailurePanel failure={plan.failure} />}
      {isDone && <Done repair={plan.repair} />}
      {plan.state === 'planned' && plan.repair.isProcessOpen && (
        <ProcessField repair={plan.repair} choice={choice} onType={setTyped} />
      )}
      {(plan.state === 'planned' || isDone) && (
        <RepairFacts
          repair={isDone ? plan.repair : { ...plan.repair, process: choice.shown }}
          card={card}
          hasCopy={copy !== null}
          isDone={isDone}
        />
      )}
      <Footer state={plan.state} isReady={choice.isReady} isBusy={isBusy} onClose={onClose} />
    </form>
  )
}

/** Shows what a repair would keep and leave out before anything is done, and what it did after. */
export function RepairDialog({ pipelineId, card, firstCopy, onClose }: Props) {
  const [copy, setCopy] = useState(firstCopy)
  // Once repaired, the manifest says other things of itself than the plan was made of.
  const [subject] = useState(card)
  const chooseAnother = async (): Promise<void> => setCopy((await pickLocation('file')) ?? copy)
  const name = escapeUnsafe(nameCard(subject))
  return (
    <Modal
      opened
      onClose={onClose}
      size={620}
      title={firstCopy === null ? `Keep what is readable of ${name}` : `Repair ${name} from a copy`}
    >
      <RepairBody
        key={copy?.token}
        pipelineId={pipelineId}
        card={subject}
        copy={copy}
        onAnother={chooseAnother}
        onClose={onClose}
      />
    </Modal>
  )
}
