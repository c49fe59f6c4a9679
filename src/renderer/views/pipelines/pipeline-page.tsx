import { Button } from '@mantine/core'
import { IconFolderOff, IconRoute } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { PipelineDetail } from '../../../shared/ipc/pipeline-schemas.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { ViewHeader } from '../../components/view-header.tsx'
import { useTakeDropped, type Dropped, type DropWords } from '../../shell/drop-taker.ts'
import { attempt } from '../../stores/notices.ts'
import { followPipeline, reloadPipeline, usePipelineOf } from '../../stores/pipelines/pipeline-store.ts'
import { followPipelines, removePipeline } from '../../stores/pipelines/pipelines-store.ts'
import { RecordsModel, type RecordIdentity } from '../../stores/pipelines/records-model.ts'
import { navigate } from '../../stores/route-store.ts'
import { PageDialogs } from './page-dialogs.tsx'
import { PipelineBody } from './pipeline-body.tsx'
import { PipelineHeader } from './pipeline-header.tsx'
import { goToRecord } from './records/record-keys.ts'
import { takeFolders } from './take-folders.ts'
import { usePageState, type PageState } from './use-page-state.ts'
import styles from './page.module.css'

const dropWords: DropWords = {
  title: 'Have we seen this?',
  text: 'Drop a file to ask whether its content is recorded. A folder of manifests is opened.',
}

interface PageProps {
  readonly pipelineId: string
  /** A content whose records are shown first. */
  readonly checksum: string | null
}

/** The model of the records, told of what changes in the folder. */
function useRecords(pipelineId: string, checksum: string | null): RecordsModel {
  const [model] = useState(() => new RecordsModel(pipelineId, checksum ?? ''))
  useEffect(() => {
    attempt(() => model.change({}))
    const unfollow = followPipeline(pipelineId, (hasNewRecords) => {
      if (hasNewRecords) model.noteOutdated()
      else attempt(() => (model.totals === undefined ? model.change({}) : model.requery()))
    })
    return () => {
      unfollow()
      model.close()
    }
  }, [model, pipelineId])
  return model
}

function useDrops(page: PageState): void {
  const latest = useRef(page.ask)
  useEffect(() => {
    latest.current = page.ask
  })
  const take = useCallback((dropped: readonly Dropped[]) => {
    const file = dropped.find(({ type }) => type !== 'folder')
    if (file === undefined) takeFolders(dropped)
    else latest.current({ type: 'location', location: file.location })
  }, [])
  const takeFiles = useCallback(([file]: readonly File[]) => {
    if (file !== undefined) latest.current({ type: 'contents', file })
  }, [])
  useTakeDropped(take, dropWords, takeFiles)
}

function CardsSkeleton() {
  return (
    <div className={styles.skeleton} aria-hidden>
      {[0, 1, 2, 3].map((card) => (
        <div key={card} className={styles.cardSkeleton} />
      ))}
    </div>
  )
}

function Skeleton() {
  return (
    <>
      <ViewHeader title="Pipeline" subtitle="Reading the manifests…" />
      <CardsSkeleton />
    </>
  )
}

function PageFailed({ pipelineId }: { readonly pipelineId: string }) {
  const { failure } = usePipelineOf(pipelineId)
  if (failure === null) return null
  return (
    <div className={styles.failed}>
      <FailurePanel failure={failure}>
        <Button variant="default" onClick={reloadPipeline}>
          Try again
        </Button>
        <Button variant="default" onClick={() => navigate({ view: 'pipelines', pipelineId: null, checksum: null })}>
          All pipelines
        </Button>
        <Button variant="default" onClick={() => attempt(() => removePipeline(pipelineId))}>
          Remove from the list
        </Button>
      </FailurePanel>
    </div>
  )
}

function NoManifests({ detail }: { readonly detail: PipelineDetail }) {
  const isAway = detail.folder.state === 'missing'
  const StateIcon = isAway ? IconFolderOff : IconRoute
  return (
    <div className={styles.noManifests}>
      <StateIcon size={36} stroke={1.4} aria-hidden />
      <h2>{isAway ? 'The folder is not there now' : 'No process manifest in this folder'}</h2>
      <p>
        {isAway
          ? 'Is its drive mounted, or was it moved? It comes back by itself as soon as it is there again.'
          : 'Manifests are called like systems_download.manifest.json or extractor_v1.0.0.json. As soon as a pipeline writes one here, it appears.'}
      </p>
      <Button variant="default" onClick={reloadPipeline}>
        Look again
      </Button>
    </div>
  )
}

/** A folder of process manifests: how each stands, what they record, and how that compares with what is on disk. */
export function PipelinePage({ pipelineId, checksum }: PageProps) {
  const model = useRecords(pipelineId, checksum)
  const page = usePageState(pipelineId)
  const { detail, failure } = usePipelineOf(pipelineId)
  useEffect(followPipelines, [])
  useDrops(page)
  const go = (identity: RecordIdentity): void => {
    page.closeDialog()
    page.setTab('records')
    page.setSide({ kind: 'record' })
    goToRecord(model, identity)
  }
  if (detail === null) {
    return failure === null ? (
      <Skeleton />
    ) : (
      <>
        <ViewHeader title="Pipeline" />
        <PageFailed pipelineId={pipelineId} />
      </>
    )
  }
  return (
    <>
      <PipelineHeader detail={detail} page={page} />
      <PageFailed pipelineId={pipelineId} />
      {detail.manifests.length === 0 && detail.folder.isReading && <CardsSkeleton />}
      {detail.manifests.length === 0 && !detail.folder.isReading && <NoManifests detail={detail} />}
      {detail.manifests.length > 0 && <PipelineBody detail={detail} page={page} model={model} />}
      <PageDialogs detail={detail} page={page} onGo={go} />
    </>
  )
}
