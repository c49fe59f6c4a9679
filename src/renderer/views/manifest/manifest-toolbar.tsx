import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core'
import { IconChartTreemap, IconFold, IconFoldDown, IconLayoutSidebarRight } from '@tabler/icons-react'
import { useCallback, type RefObject } from 'react'
import type { TableChip } from '../../../shared/ipc/table-schemas.ts'
import { FilterChip } from '../../components/filter-chip.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { countOf, formatSize } from '../../format/quantity.ts'
import { attempt } from '../../stores/notices.ts'
import type { TableModel } from '../../stores/table-model.ts'
import { FolderCrumbs } from './folder-crumbs.tsx'
import type { Panels } from './use-panels.ts'
import styles from './manifest.module.css'

interface Props {
  readonly table: TableModel
  readonly panels: Panels
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onLeave: () => void
}

const chipNames: Readonly<Record<TableChip, string>> = {
  file: 'files',
  symlink: 'symlinks',
  special: 'special',
  error: 'errors',
}
const chips = Object.keys(chipNames) as TableChip[]

function KindChips({ table }: { readonly table: TableModel }) {
  const on = table.query.chips
  const counts = table.totals?.chipCounts
  const toggle = (chip: TableChip): void =>
    attempt(() => table.change({ chips: on.includes(chip) ? on.filter((other) => other !== chip) : [...on, chip] }))
  const shown = chips.filter((chip) => chip === 'file' || on.includes(chip) || (counts?.[chip] ?? 0) > 0)
  return (
    <div className={styles.chips} role="group" aria-label="Filter by kind">
      {shown.map((chip) => (
        <FilterChip
          key={chip}
          label={chipNames[chip]}
          count={counts?.[chip] ?? 0}
          isOn={on.includes(chip)}
          {...(chip === 'error' && (counts?.error ?? 0) > 0 ? { color: 'var(--bad)' } : {})}
          onToggle={() => toggle(chip)}
        />
      ))}
    </div>
  )
}

function TreeButtons({ table }: { readonly table: TableModel }) {
  if (table.query.layout !== 'tree') return null
  const toggleAll = (isExpanded: boolean): void => attempt(() => table.toggle('', isExpanded, true))
  return (
    <>
      <Tooltip label="Open all folders">
        <ActionIcon aria-label="Open all folders" onClick={() => toggleAll(true)}>
          <IconFoldDown size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Close all folders">
        <ActionIcon aria-label="Close all folders" onClick={() => toggleAll(false)}>
          <IconFold size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}

function PanelButtons({ panels, hasMap }: { readonly panels: Panels; readonly hasMap: boolean }) {
  return (
    <>
      {hasMap && (
        <Tooltip label={panels.isMapShown ? 'Hide the map' : 'Show the map'}>
          <ActionIcon
            aria-label="Map"
            aria-pressed={panels.isMapShown}
            data-on={panels.isMapShown || undefined}
            onClick={panels.toggleMap}
          >
            <IconChartTreemap size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={panels.isSideShown ? 'Hide the side panel' : 'Show the side panel'}>
        <ActionIcon aria-label="Side panel" aria-pressed={panels.isSideShown} onClick={panels.toggleSide}>
          <IconLayoutSidebarRight size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}

/** Search, chips, layout; what is left of them is said in numbers. */
export function ManifestToolbar({ table, panels, inputRef, onLeave }: Props) {
  const { query, totals } = table
  const search = useCallback((text: string) => attempt(() => table.change({ search: text })), [table])
  return (
    <div className={styles.toolbar}>
      <SearchField
        className={styles.search}
        label="Search paths and digests"
        value={query.search}
        onChange={search}
        onLeave={onLeave}
        inputRef={inputRef}
      />
      <KindChips table={table} />
      <FolderCrumbs table={table} />
      <span className={styles.matched} role="status">
        {totals !== undefined && (
          <span className={styles.matchedText}>
            {countOf(totals.matchedCount, 'entry', 'entries')}
            {table.hasSizes && <span className={styles.matchedSize}>, {formatSize(totals.matchedSizeBytes)}</span>}
          </span>
        )}
      </span>
      <TreeButtons table={table} />
      <SegmentedControl
        aria-label="Layout"
        data={[
          { value: 'tree', label: 'Tree' },
          { value: 'list', label: 'List' },
        ]}
        value={query.layout}
        onChange={(layout) => attempt(() => table.change({ layout: layout === 'list' ? 'list' : 'tree' }))}
      />
      <PanelButtons panels={panels} hasMap={table.hasSizes} />
    </div>
  )
}
