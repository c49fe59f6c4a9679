import { Button, Checkbox, Modal } from '@mantine/core'
import { useState } from 'react'
import type { Location } from '../../../shared/ipc/library-schemas.ts'
import { LocationField } from '../../components/location-field.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { countOf } from '../../format/quantity.ts'
import { pickLocation, startVerify } from '../../stores/actions.ts'
import { closeDialog } from '../../stores/dialog-store.ts'
import { useKnownManifest, type KnownManifest } from '../../stores/known-manifest.ts'
import styles from './verify-dialog.module.css'

interface Props {
  readonly manifestId: string
  readonly firstLocation: Location | null
  readonly isFirstQuick: boolean
  readonly isFirstStrict: boolean
}

function AgainstLine({ known }: { readonly known: KnownManifest }) {
  return (
    <p className={styles.against}>
      Against the manifest taken <TimeText timestampUtc={known.timestampUtc} />, {countOf(known.fileCount, 'file')}.
    </p>
  )
}

export function VerifyDialog({ manifestId, firstLocation, isFirstQuick, isFirstStrict }: Props) {
  const known = useKnownManifest(manifestId)
  const [location, setLocation] = useState(firstLocation)
  const [isQuick, setIsQuick] = useState(isFirstQuick)
  const [isStrict, setIsStrict] = useState(isFirstStrict)
  const [isBusy, run] = useBusy()
  const choose = async (): Promise<void> => setLocation((await pickLocation('folder')) ?? location)
  const start = async (): Promise<void> => {
    await startVerify({ manifestId, token: location?.token ?? null, isQuick, isStrict, allowEmpty: false })
    closeDialog()
  }
  return (
    <Modal opened onClose={closeDialog} title="Verify a folder" size={520}>
      <div className={styles.form}>
        {known !== undefined && <AgainstLine known={known} />}
        <LocationField
          label="Folder"
          path={location?.displayPath ?? known?.directory ?? null}
          buttonLabel="Another folder…"
          onChoose={() => run(choose)}
        />
        <Checkbox
          label="Quick: trust size and modification time"
          description="Reads no file whose size and time agree. Fast, and blind to silent corruption."
          checked={isQuick}
          onChange={(event) => setIsQuick(event.currentTarget.checked)}
        />
        <Checkbox
          label="Strict: count touched files as findings"
          description="Same content, but another modification time or mode."
          checked={isStrict}
          onChange={(event) => setIsStrict(event.currentTarget.checked)}
        />
        <footer className={styles.footer}>
          <Button variant="default" onClick={closeDialog}>
            Cancel
          </Button>
          <Button data-autofocus loading={isBusy} onClick={() => run(start)}>
            Verify
          </Button>
        </footer>
      </div>
    </Modal>
  )
}
