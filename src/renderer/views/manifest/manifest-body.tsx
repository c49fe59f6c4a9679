import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useFirstFocus } from '../../components/use-first-focus.ts'
import { SplitPane } from '../../components/split-pane.tsx'
import { useFindTarget } from '../../shell/find-target.ts'
import type { OpenedManifest } from '../../stores/manifests-store.ts'
import { attempt } from '../../stores/notices.ts'
import type { TableModel } from '../../stores/table-model.ts'
import { EntryDetails } from './entry-details.tsx'
import { EntryTable } from './entry-table.tsx'
import { ManifestToolbar } from './manifest-toolbar.tsx'
import { TreemapPanel } from './treemap/treemap-panel.tsx'
import { usePanels } from './use-panels.ts'
import styles from './manifest.module.css'

interface Props {
  readonly opened: OpenedManifest
  readonly table: TableModel
}

function SideColumn({ opened, table, isMapShown }: Props & { readonly isMapShown: boolean }) {
  return (
    <div className={styles.side}>
      {isMapShown && (
        <div className={styles.mapArea}>
          <TreemapPanel table={table} rootName={opened.summary.directory} />
        </div>
      )}
      <div className={styles.detailsArea} data-below-map={isMapShown || undefined}>
        <EntryDetails table={table} row={table.activeRow} />
      </div>
    </div>
  )
}

/** The table on the left; on the right where the bytes are, and the selected entry. */
export function ManifestBody({ opened, table }: Props) {
  useSyncExternalStore(table.subscribe, table.getVersion)
  const inputRef = useRef<HTMLInputElement>(null)
  const tableRef = useRef<HTMLDivElement>(null)
  const panels = usePanels()
  useFindTarget(inputRef)
  useFirstFocus(tableRef, '[role="treegrid"]')
  useEffect(() => {
    if (table.totals === undefined) attempt(() => table.change({}))
  }, [table])
  // Of an empty folder there is nothing to draw or to choose.
  const isBare = table.totals !== undefined && table.totals.rowCount === 0 && !table.isFiltered
  const isSideShown = panels.isSideShown && !isBare
  const focusTable = (): void => {
    tableRef.current?.querySelector<HTMLElement>('[role="treegrid"]')?.focus()
    if (table.activeOffset < 0 && table.rows.rowCount > 0) table.select(0)
  }
  return (
    <>
      <ManifestToolbar table={table} panels={panels} inputRef={inputRef} onLeave={focusTable} />
      <SplitPane
        name="manifest"
        firstSizePx={panels.firstSidePx}
        side={
          isSideShown ? (
            <SideColumn opened={opened} table={table} isMapShown={panels.isMapShown && table.hasSizes} />
          ) : null
        }
      >
        <div ref={tableRef} className={styles.tableArea}>
          <EntryTable table={table} onFind={() => inputRef.current?.focus()} onDetails={panels.showSide} />
        </div>
      </SplitPane>
    </>
  )
}
