import { Button } from '@mantine/core'
import { IconCamera, IconFileSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LibraryFolder, LibraryManifest } from '../../../shared/ipc/library-schemas.ts'
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

interface Match {
  readonly folder: LibraryFolder
  readonly manifests: readonly LibraryManifest[]
}

/** A folder whose path is meant comes whole; else with those of its manifests whose names are meant. */
function findMatches(folders: readonly LibraryFolder[], search: string): Match[] {
  const wanted = search.toLowerCase()
  return folders.flatMap((folder) => {
    if (folder.location.displayPath.toLowerCase().includes(wanted)) return [{ folder, manifests: folder.manifests }]
    const manifests = folder.manifests.filter(({ fileName }) => fileName.toLowerCase().includes(wanted))
    return manifests.length === 0 ? [] : [{ folder, manifests }]
  })
}

function LibraryList({ folders }: { readonly folders: readonly LibraryFolder[] }) {
  const [search, setSearch] = useState('')
  const inputRef = useRef<HTMLInputElement>(null)
  const listRef = useRef<HTMLDivElement>(null)
  useFindTarget(inputRef)
  useFirstFocus(listRef, rowSelector)
  const shown = useMemo(() => findMatches(folders, search), [folders, search])
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
        {shown.map(({ folder, manifests }) => (
          <FolderCard key={folder.location.displayPath} folder={folder} manifests={manifests} />
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
