import { Button } from '@mantine/core'
import { IconFolder, IconFolderOpen, IconRoute } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { PipelineFolder } from '../../../shared/ipc/pipeline-schemas.ts'
import { walkByArrows } from '../../components/arrow-walk.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { useFirstFocus } from '../../components/use-first-focus.ts'
import { ViewHeader } from '../../components/view-header.tsx'
import { countOf } from '../../format/quantity.ts'
import { useTakeDropped, type DropWords } from '../../shell/drop-taker.ts'
import { useCapabilities } from '../../stores/app-store.ts'
import {
  followPipelines,
  loadPipelines,
  openAnotherPipeline,
  usePipelines,
} from '../../stores/pipelines/pipelines-store.ts'
import { formatRoute } from '../../stores/route-store.ts'
import { HealthBadge } from './looks/health-badge.tsx'
import { WatchState } from './looks/watch-state.tsx'
import { takeFolders } from './take-folders.ts'
import styles from './pipelines.module.css'

const rowSelector = '[data-walk]'
const dropWords: DropWords = {
  title: 'Drop to open it',
  text: 'A folder of process manifests is kept in this list and watched.',
}

function NoPipelines() {
  const { canResolveDroppedFiles } = useCapabilities()
  return (
    <div className={styles.empty}>
      <IconRoute size={40} stroke={1.4} aria-hidden className={styles.emptyIcon} />
      <h1>What your pipelines say they did, and what is on disk</h1>
      <p>
        A pipeline’s process manifests list every file it took in, by SHA-256, with source, version and time. Open the
        folder they are in to see their health, duplicates, missing and unknown files, and whether a content was seen
        before.
      </p>
      <Button size="sm" leftSection={<IconFolderOpen size={16} />} onClick={openAnotherPipeline}>
        Open a manifests folder
      </Button>
      <p className={styles.hint}>
        Found are <code>systems_download.manifest.json</code>, <code>extractor_v1.0.0.json</code> and the like; nothing
        is changed.
        {canResolveDroppedFiles && ' Or drop the folder here.'}
      </p>
    </div>
  )
}

function PipelineItem({ folder }: { readonly folder: PipelineFolder }) {
  const isAway = folder.state === 'missing' || folder.state === 'failed'
  // Of a folder that is read for the first time, nothing is known: it may be anything but empty.
  const isUnknown = folder.isReading && folder.manifestCount === 0
  return (
    <li>
      <a
        data-walk
        className={styles.item}
        href={formatRoute({ view: 'pipelines', pipelineId: folder.pipelineId, checksum: null })}
      >
        <IconFolder size={18} aria-hidden className={styles.itemIcon} />
        <span className={styles.itemWords}>
          <span className={styles.itemName}>
            <SafeText text={folder.name} />
          </span>
          <span className={styles.itemPath}>
            <PathText path={folder.location.displayPath} isMono />
          </span>
        </span>
        <WatchState folder={folder} />
        <span className={styles.itemCount}>{!isUnknown && countOf(folder.manifestCount, 'manifest')}</span>
        <span className={styles.itemHealth}>{!isAway && !isUnknown && <HealthBadge health={folder.health} />}</span>
      </a>
    </li>
  )
}

function PipelineList({ folders }: { readonly folders: readonly PipelineFolder[] }) {
  const listRef = useRef<HTMLUListElement>(null)
  useFirstFocus(listRef, rowSelector)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move among the links inside
    <ul ref={listRef} className={styles.list} onKeyDown={(event) => walkByArrows(event, rowSelector)}>
      {folders.map((folder) => (
        <PipelineItem key={folder.pipelineId} folder={folder} />
      ))}
    </ul>
  )
}

function ListSkeleton() {
  return (
    <div className={styles.list} aria-hidden>
      {[0, 1, 2].map((row) => (
        <div key={row} className={styles.itemSkeleton} />
      ))}
    </div>
  )
}

/** The folders of process manifests that are kept an eye on. */
export function PipelinesView() {
  const folders = usePipelines((state) => state.folders)
  const failure = usePipelines((state) => state.failure)
  useEffect(followPipelines, [])
  useTakeDropped(takeFolders, dropWords)
  if (folders?.length === 0 && failure === null) return <NoPipelines />
  return (
    <>
      <ViewHeader title="Pipelines" subtitle={folders === null ? 'Reading…' : countOf(folders.length, 'folder')}>
        <Button leftSection={<IconFolderOpen size={14} />} onClick={openAnotherPipeline}>
          Open a manifests folder
        </Button>
      </ViewHeader>
      {failure !== null && (
        <div className={styles.failed}>
          <FailurePanel failure={failure}>
            <Button variant="default" onClick={() => void loadPipelines()}>
              Try again
            </Button>
          </FailurePanel>
        </div>
      )}
      {folders === null ? failure === null && <ListSkeleton /> : <PipelineList folders={folders} />}
    </>
  )
}
