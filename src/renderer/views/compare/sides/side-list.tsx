import { IconFileCheck, IconFolder } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { PathText } from '../../../components/path-text.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { SizeText } from '../../../components/size-text.tsx'
import { TimeText } from '../../../components/time-text.tsx'
import { countOf } from '../../../format/quantity.ts'
import type { DraftSide } from '../../../stores/draft-store.ts'
import { maxOptions, type SideGroup, type SideOption } from './side-options.ts'
import styles from './side-dialog.module.css'

export const listId = 'sides'

export function optionId(index: number): string {
  return `side-${index}`
}

function OptionCells({ option }: { readonly option: SideOption }) {
  const { manifest } = option
  if (manifest === null) {
    return (
      <>
        <IconFolder size={16} aria-hidden />
        <span className={styles.when}>as it is now</span>
        <span className={styles.liveNote}>live: read when compared</span>
      </>
    )
  }
  return (
    <>
      <IconFileCheck size={16} aria-hidden />
      <span className={styles.when} title={manifest.fileName}>
        <TimeText timestampUtc={manifest.timestampUtc} />
      </span>
      <span className={styles.number}>{countOf(manifest.fileCount, 'file')}</span>
      <span className={styles.number}>
        <SizeText sizeBytes={manifest.totalSizeBytes} />
      </span>
      <span className={styles.sealed}>{manifest.isSealed ? 'sealed' : 'no seal'}</span>
      <span className={styles.run}>
        <PathText path={manifest.runId} isMono />
      </span>
    </>
  )
}

interface OptionProps {
  readonly option: SideOption
  readonly index: number
  readonly isActive: boolean
  readonly onChoose: (side: DraftSide) => void
}

function OptionRow({ option, index, isActive, onChoose }: OptionProps) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the search field has the focus and handles keys
    <div
      ref={ref}
      id={optionId(index)}
      role="option"
      aria-selected={isActive}
      className={styles.option}
      onClick={() => onChoose(option.side)}
    >
      <OptionCells option={option} />
    </div>
  )
}

interface ListProps {
  readonly groups: readonly SideGroup[]
  readonly active: number
  readonly isSearched: boolean
  readonly onChoose: (side: DraftSide) => void
}

function EmptyWords({ isSearched }: { readonly isSearched: boolean }) {
  return (
    <p className={styles.none}>
      {isSearched
        ? 'Nothing in the library has that name.'
        : 'The library is empty. Browse for a manifest, a checksum list or a folder below.'}
    </p>
  )
}

/** The library by folder. The search field above has the focus and walks it. */
export function SideList({ groups, active, isSearched, onChoose }: ListProps) {
  const starts = groups.map((_, at) => groups.slice(0, at).reduce((sum, { options }) => sum + options.length, 0))
  const total = groups.reduce((sum, { options }) => sum + options.length, 0)
  return (
    <div className={styles.listBox}>
      <div id={listId} role="listbox" aria-label="Manifests and folders" className={styles.list}>
        {groups.map(({ folder, options }, at) => (
          <div key={folder.location.displayPath} role="group" aria-label={folder.name}>
            <div className={styles.group} aria-hidden>
              <strong>
                <SafeText text={folder.name} />
              </strong>
              <PathText path={folder.location.displayPath} isMono />
            </div>
            {options.map((option, index) => (
              <OptionRow
                key={option.manifest?.manifestId ?? 'live'}
                option={option}
                index={(starts[at] ?? 0) + index}
                isActive={(starts[at] ?? 0) + index === active}
                onChoose={onChoose}
              />
            ))}
          </div>
        ))}
        {total >= maxOptions && <p className={styles.more}>There are more. Type to find them.</p>}
      </div>
      {groups.length === 0 && <EmptyWords isSearched={isSearched} />}
    </div>
  )
}
