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
import { pickLocation } from '../../../stores/actions.ts'
import { reloadPipeline } from '../../../stores/pipelines/pipeline-store.ts'
import { nameCard } from '../cards/card-facts.ts'
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

/** Plans anew whenever another copy is chosen; nothing is changed by that. */
function usePlan({ pipelineId, card }: Props, copy: Location | null) {
  const [plan, setPlan] = useState<Plan>({ state: 'planning' })
  const { manifestKey } = card
  useEffect(() => {
    let isWanted = true
    setPlan({ state: 'planning' })
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

/** Shows what a repair would keep and leave out before anything is done, and what it did after. */
export function RepairDialog(props: Props) {
  const { pipelineId, card, firstCopy, onClose } = props
  const [copy, setCopy] = useState(firstCopy)
  const [plan, setPlan] = usePlan(props, copy)
  const [isBusy, run] = useBusy()
  const chooseCopy = async (): Promise<void> => setCopy((await pickLocation('file')) ?? copy)
  const repairNow = async (): Promise<void> => {
    const subject = { pipelineId, manifestKey: card.manifestKey, copyToken: copy?.token ?? null }
    try {
      setPlan({ state: 'done', repair: await request('pipeline.repair', subject) })
      reloadPipeline()
    } catch (error) {
      setPlan({ state: 'failed', failure: toWire(error) })
    }
  }
  const isDone = plan.state === 'done'
  return (
    <Modal
      opened
      onClose={onClose}
      size={620}
      title={firstCopy === null ? `Keep what is readable of ${nameCard(card)}` : `Repair ${nameCard(card)} from a copy`}
    >
      <div className={styles.form}>
        {firstCopy !== null && !isDone && (
          <LocationField
            label="Good copy"
            path={copy?.displayPath ?? null}
            buttonLabel="Another copy…"
            onChoose={() => run(chooseCopy)}
          />
        )}
        {plan.state === 'planning' && <div className={styles.planning} aria-busy />}
        {plan.state === 'failed' && <FailurePanel failure={plan.failure} />}
        {isDone && <Done repair={plan.repair} />}
        {(plan.state === 'planned' || isDone) && (
          <RepairFacts repair={plan.repair} card={card} hasCopy={copy !== null} isDone={isDone} />
        )}
        <footer className={styles.footer}>
          <Button variant="default" onClick={onClose} {...(isDone ? { 'data-autofocus': true } : {})}>
            {isDone ? 'Close' : 'Cancel'}
          </Button>
          {!isDone && (
            <Button data-autofocus loading={isBusy} disabled={plan.state !== 'planned'} onClick={() => run(repairNow)}>
              Set the file aside and repair
            </Button>
          )}
        </footer>
      </div>
    </Modal>
  )
}
