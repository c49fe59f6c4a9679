import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type { Location } from '../../../shared/ipc/library-schemas.ts'
import { LocationField } from '../../components/location-field.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { countOf } from '../../format/quantity.ts'
import { pickLocation, startSnapshot } from '../../stores/actions.ts'
import { closeDialog, useDialogs } from '../../stores/dialog-store.ts'
import { AlgorithmChoice } from './algorithm-choice.tsx'
import { BaseChoice } from './base-choice.tsx'
import { FilterChoice } from './filter-choice.tsx'
import { initialOptions, toStartInput, type SnapshotChoices } from './snapshot-options.ts'
import styles from './snapshot-dialog.module.css'

interface Props {
  readonly firstLocation: Location | null
  readonly firstBase: string | null
}

/** Of several folders dropped at once, each gets its sheet in turn. */
function Waiting() {
  const count = useDialogs((state) => state.waiting.length)
  if (count === 0) return null
  return <span className={styles.waiting}>{countOf(count, 'more folder')} after this one</span>
}

/** The sheet on which a snapshot is set up; its defaults come from the settings. */
export function SnapshotDialog({ firstLocation, firstBase }: Props) {
  const [location, setLocation] = useState(firstLocation)
  const [choices, setChoices] = useState(() => initialOptions(firstBase))
  const [isBusy, run] = useBusy()
  const change = (part: Partial<SnapshotChoices>): void => setChoices((before) => ({ ...before, ...part }))
  const chooseFolder = async (): Promise<void> => {
    const chosen = await pickLocation('folder')
    if (chosen === null) return
    setLocation(chosen)
    change({ baseManifestId: null })
  }
  const start = async (): Promise<void> => {
    if (location === null) return
    await startSnapshot(toStartInput(location, choices))
    closeDialog()
  }
  const submit = (event: React.FormEvent): void => {
    event.preventDefault()
    run(start)
  }
  return (
    <Modal opened onClose={closeDialog} title="Snapshot a folder" size={560}>
      <form className={styles.form} onSubmit={submit}>
        <LocationField label="Folder" path={location?.displayPath ?? null} onChoose={() => run(chooseFolder)} />
        <AlgorithmChoice chosen={choices.algorithms} onChange={(algorithms) => change({ algorithms })} />
        <BaseChoice location={location} choices={choices} onChange={change} />
        <FilterChoice choices={choices} onChange={change} />
        <footer className={styles.footer}>
          <Waiting />
          <Button variant="default" onClick={closeDialog}>
            Cancel
          </Button>
          <Button
            data-autofocus
            type="submit"
            loading={isBusy}
            disabled={location === null || choices.algorithms.length === 0}
          >
            Start snapshot
          </Button>
        </footer>
      </form>
    </Modal>
  )
}
