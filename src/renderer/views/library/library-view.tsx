import { Button } from '@mantine/core'
import { IconCamera, IconFileSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LibraryFolder } from '../../../shared/ipc/library-schemas.ts'
import { walkByArrows } from '../../components/arrow-walk.ts'
import { SearchField } from '../../components/search-field.tsx'
import { useFirstFocus } from '../../components/use-first-focus.ts'
import { ViewHeader } from '../../components/view-header.tsx'
import { countOf } from '../../format/quantity.ts'
import { runCommand } from '../../shell/commands.tsx'
import { useFindTarget } from '../../shell/find-target.ts'
import { loadLibrary, useLibrary } from '../../stores/library-store.ts'
import { attempt } from '../../stores/notices.ts'
import { FolderCard } from './folder-card.tsx'
import { LibraryEmpty } from './library-empty.tsx'
import { LibrarySkeleton } from './library-skeleton.tsx'
import styles from './library.module.css'

const rowSelector = '[data-walk]'

function matches(folder: LibraryFolder, search: string): boolean {
  const text = [folder.location.displayPath, ...folder.manifests.map((manifest) => manifest.fileName)].join('\n')
  return text.toLowerCase().includes(search.toLowerCase())
}

function LibraryList({ folders }: { readonly folders: readonly LibraryFolder[] }) {
  const [search, setSearch] = useState('')
  const inputRef = useRef<HTMLInputElement>(null)
  const listRef = useRef<HTMLDivElement>(null)
  useFindTarget(inputRef)
  useFirstFocus(listRef, rowSelector)
  const shown = useMemo(() => folders.filter((folder) => matches(folder, search)), [folders, search])
  const leaveSearch = useCallback(() => listRef.current?.querySelector<HTMLElement>(rowSelector)?.focus(), [])
  const manifestCount = folders.reduce((sum, folder) => sum + folder.manifests.length, 0)
  return (
    <>
      <ViewHeader
        title="Library"
        subtitle={`${countOf(folders.length, 'folder')}, ${countOf(manifestCount, 'manifest')}`}
      >
        <SearchField
          className={styles.search}
          label="Search the library"
          value={search}
          onChange={setSearch}
          onLeave={leaveSearch}
          inputRef={inputRef}
        />
        <Button
          variant="default"
          leftSection={<IconFileSearch size={14} />}
          onClick={() => runCommand('open-manifest')}
        >
          Open a manifest
        </Button>
        <Button leftSection={<IconCamera size={14} />} onClick={() => runCommand('snapshot-folder')}>
          Snapshot a folder
        </Button>
      </ViewHeader>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys move among the links inside */}
      <div ref={listRef} className={styles.list} onKeyDown={(event) => walkByArrows(event, rowSelector)}>
        {shown.map((folder) => (
          <FolderCard key={folder.location.displayPath} folder={folder} />
        ))}
        {shown.length === 0 && <p className={styles.none}>No folder or manifest has “{search}” in its name.</p>}
      </div>
    </>
  )
}

export function LibraryView() {
  const folders = useLibrary((state) => state.folders)
  // A drive may have come or gone while another view or window was looked at.
  useEffect(() => {
    const refresh = (): void => attempt(loadLibrary)
    refresh()
    window.addEventListener('focus', refresh)
    return () => window.removeEventListener('focus', refresh)
  }, [])
  if (folders === null) return <LibrarySkeleton />
  return folders.length === 0 ? <LibraryEmpty /> : <LibraryList folders={folders} />
}
