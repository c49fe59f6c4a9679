import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useCallback, type ReactNode, type RefObject } from 'react'
import { SearchField } from '../../../components/search-field.tsx'
import { SidePanelToggle } from '../../../components/side-panel-toggle.tsx'
import { countOf, formatCount, formatSize } from '../../../format/quantity.ts'
import { attempt } from '../../../stores/notices.ts'
import { isFiltered, isNewestFirst, noFilter } from '../../../stores/pipelines/record-query.ts'
import type { RecordsModel } from '../../../stores/pipelines/records-model.ts'
import { copyRecords } from './record-keys.ts'
import styles from './records.module.css'

interface Props {
  readonly model: RecordsModel
  /** Records in the manifests by now. */
  readonly recordCount: number
  readonly isSideShown: boolean
  readonly onToggleSide: () => void
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onLeave: () => void
  /** What leads to the other lists of the page. */
  readonly children: ReactNode
}

const searchDelayMs = 120

function Shown({ model }: { readonly model: RecordsModel }) {
  const { totals, range, query } = model
  const chosenCount = range === null ? 0 : range.last - range.first + 1
  return (
    <span className={styles.shown} role="status">
      {totals !== undefined && (
        <>
          {chosenCount > 1 && `${formatCount(chosenCount)} selected, `}
          {isFiltered(query) && `${formatCount(totals.rowCount)} of `}
          {countOf(totals.totalCount, 'record')}
          {isFiltered(query) && `, ${formatSize(totals.matchedSizeBytes)}`}
        </>
      )}
    </span>
  )
}

/** What came meanwhile waits until it is asked for: nothing moves under the pointer. */
function NewRecords({ model, recordCount }: Pick<Props, 'model' | 'recordCount'>) {
  if (!model.isOutdated || model.totals === undefined) return null
  const newCount = recordCount - model.totals.totalCount
  return (
    <Button variant="light" onClick={() => attempt(() => model.refresh(isNewestFirst(model.query)))}>
      {newCount > 0 ? `Show ${formatCount(newCount)} new` : 'Show what changed'}
    </Button>
  )
}

/** The search, what is shown of how many, and what can be done with it. */
export function RecordsToolbar(props: Props) {
  const { model, recordCount, isSideShown, onToggleSide, inputRef, onLeave, children } = props
  const search = useCallback((text: string) => attempt(() => model.change({ search: text })), [model])
  return (
    <div className={styles.tools} role="toolbar" aria-label="Record tools">
      {children}
      <SearchField
        className={styles.search}
        label="Search records"
        placeholder="Path, source, version, SHA-256"
        value={model.query.search}
        onChange={search}
        onLeave={onLeave}
        inputRef={inputRef}
        delayMs={searchDelayMs}
      />
      <Shown model={model} />
      {isFiltered(model.query) && (
        <Button variant="subtle" onClick={() => attempt(() => model.change(noFilter))}>
          Clear
        </Button>
      )}
      <NewRecords model={model} recordCount={recordCount} />
      <Tooltip label="Copy the selected records, or all that are shown (Ctrl or Cmd with C)">
        <ActionIcon aria-label="Copy records" onClick={() => copyRecords(model)}>
          <IconCopy size={16} />
        </ActionIcon>
      </Tooltip>
      <SidePanelToggle
        name="Record panel"
        showLabel="Show the record’s details (Enter)"
        hideLabel="Hide the panel"
        isShown={isSideShown}
        onToggle={onToggleSide}
      />
    </div>
  )
}
