import { IconChevronRight, IconFile, IconFileCheck, IconFolder } from '@tabler/icons-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { BrowseEntry } from '../../../shared/ipc/library-schemas.ts'
import { isTypedCharacter, moveByKey } from '../../components/grid-keys.ts'
import { PathText } from '../../components/path-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import type { PickType } from '../../stores/dialog-store.ts'
import type { Picker } from './use-picker.ts'
import styles from './picker.module.css'

const pageRows = 10
const words: Readonly<Record<PickType, { readonly label: string; readonly none: string }>> = {
  folder: { label: 'Folders', none: 'No folders in here.' },
  manifest: { label: 'Folders and manifests', none: 'No manifests in here.' },
  plan: { label: 'Folders and plans', none: 'No plans in here.' },
  file: { label: 'Folders and files', none: 'Nothing in here.' },
}

const entryIcons = { folder: IconFolder, manifest: IconFileCheck, file: IconFile } as const

function EntryRow({
  entry,
  picker,
  id,
}: {
  readonly entry: BrowseEntry
  readonly picker: Picker
  readonly id: string
}) {
  const isSelected = picker.selected === entry
  const ref = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isSelected) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  const EntryIcon = entryIcons[entry.type]
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list has the focus and handles keys
    <li
      ref={ref}
      id={id}
      role="option"
      aria-selected={isSelected}
      className={styles.entry}
      data-hidden={entry.isHidden || undefined}
      onClick={() => picker.select(entry)}
      onDoubleClick={() => picker.enter(entry)}
    >
      <EntryIcon size={16} aria-hidden />
      <PathText path={entry.name} />
      {entry.type === 'folder' ? <IconChevronRight size={14} aria-hidden /> : <SizeText sizeBytes={entry.sizeBytes} />}
    </li>
  )
}

function moveInList(event: KeyboardEvent, picker: Picker): boolean {
  const { entries, selected, listing } = picker
  const at = selected === null ? -1 : entries.indexOf(selected)
  const next = moveByKey(event.key, at, entries.length, pageRows)
  if (next !== undefined) picker.select(entries[next] ?? null)
  else if ((event.key === 'Enter' || event.key === 'ArrowRight') && selected !== null) picker.enter(selected)
  else if ((event.key === 'Backspace' || event.key === 'ArrowLeft') && listing?.parent) picker.browse(listing.parent)
  else if (isTypedCharacter(event)) selectByLetter(event.key, at, picker)
  else return false
  return true
}

function selectByLetter(letter: string, at: number, { entries, select }: Picker): void {
  const ordered = [...entries.slice(at + 1), ...entries.slice(0, at + 1)]
  const found = ordered.find((entry) => entry.name.toLowerCase().startsWith(letter.toLowerCase()))
  if (found !== undefined) select(found)
}

interface ListProps {
  readonly picker: Picker
  readonly type: PickType
  /** A slash begins a path, which is typed in the field above. */
  readonly onTypePath: (firstCharacter: string) => void
}

/** The folders here, walked by keys: arrows, Enter into, Backspace out, a letter jumps. */
export function PickerList({ picker, type, onTypePath }: ListProps) {
  const { entries, listing, selected } = picker
  const at = selected === null ? -1 : entries.indexOf(selected)
  const handleKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '/') {
      event.preventDefault()
      onTypePath(event.key)
    } else if (moveInList(event, picker)) event.preventDefault()
  }
  return (
    <div className={styles.listBox}>
      <ul
        role="listbox"
        aria-label={words[type].label}
        aria-activedescendant={at < 0 ? undefined : `picker-${at}`}
        tabIndex={0}
        data-autofocus
        className={styles.list}
        onKeyDown={handleKey}
      >
        {entries.map((entry, index) => (
          <EntryRow key={entry.location.displayPath} id={`picker-${index}`} entry={entry} picker={picker} />
        ))}
      </ul>
      {listing !== null && entries.length === 0 && <p className={styles.none}>{words[type].none}</p>}
      {listing?.isTruncated === true && (
        <p className={styles.truncated}>Not everything in here is listed. Type the path above to get there.</p>
      )}
    </div>
  )
}
