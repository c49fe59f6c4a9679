import { Button, Modal, TextInput } from '@mantine/core'
import { IconFileSearch, IconFolder, IconSearch } from '@tabler/icons-react'
import { useMemo, useState, type KeyboardEvent } from 'react'
import { moveByKey } from '../../../components/grid-keys.ts'
import { useBusy } from '../../../components/use-busy.ts'
import { pickLocation } from '../../../stores/actions.ts'
import type { RunSide } from '../../../../shared/model/run.ts'
import { useDialogs } from '../../../stores/dialog-store.ts'
import type { DraftSide, SideName } from '../../../stores/draft-store.ts'
import { useLibrary } from '../../../stores/library-store.ts'
import { SideList, listId, optionId } from './side-list.tsx'
import { sideWords } from './side-look.ts'
import { findOptions } from './side-options.ts'
import styles from './side-dialog.module.css'

const pageRows = 8

interface BodyProps {
  readonly name: SideName
  readonly settle: (side: DraftSide | null) => void
}

function BrowseButtons({ settle }: Pick<BodyProps, 'settle'>) {
  const [isBusy, run] = useBusy()
  const browse = async (kind: RunSide['type']): Promise<void> => {
    const location = await pickLocation(kind)
    if (location !== null) settle({ type: 'location', kind, location })
  }
  return (
    <footer className={styles.footer}>
      <span className={styles.hint}>Not in the library?</span>
      <Button
        variant="default"
        disabled={isBusy}
        leftSection={<IconFileSearch size={14} />}
        onClick={() => run(() => browse('manifest'))}
      >
        Browse manifest…
      </Button>
      <Button
        variant="default"
        disabled={isBusy}
        leftSection={<IconFolder size={14} />}
        onClick={() => run(() => browse('folder'))}
      >
        Browse folder… (live)
      </Button>
    </footer>
  )
}

function DialogBody({ name, settle }: BodyProps) {
  const folders = useLibrary((state) => state.folders)
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const groups = useMemo(() => findOptions(folders ?? [], search), [folders, search])
  const options = groups.flatMap((group) => group.options)
  const handleKey = (event: KeyboardEvent): void => {
    const chosen = options[active]
    const isEdge = event.key === 'Home' || event.key === 'End'
    const next = isEdge ? undefined : moveByKey(event.key, active, options.length, pageRows)
    if (next !== undefined) setActive(next)
    else if (event.key === 'Enter' && chosen !== undefined) settle(chosen.side)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.body}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={options.length === 0 ? undefined : optionId(active)}
        aria-label={`${sideWords[name].name}: search manifests and folders`}
        placeholder="Search by folder, date, run or file name"
        leftSection={<IconSearch size={14} />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={handleKey}
      />
      <SideList groups={groups} active={active} isSearched={search.trim() !== ''} onChoose={settle} />
      <BrowseButtons settle={settle} />
    </div>
  )
}

/** The choice of one side: from the library by typing, or from anywhere. */
export function SideDialog() {
  const choosing = useDialogs((state) => state.choosing)
  if (choosing === null) return null
  const { name, settle } = choosing
  return (
    <Modal
      opened
      onClose={() => settle(null)}
      title={`Choose the ${sideWords[name].name.toLowerCase()} side`}
      size={680}
    >
      <DialogBody name={name} settle={settle} />
    </Modal>
  )
}
