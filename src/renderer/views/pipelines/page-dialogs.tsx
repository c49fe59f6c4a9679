import type { PipelineDetail } from '../../../shared/ipc/pipeline-schemas.ts'
import type { RecordIdentity } from '../../stores/pipelines/records-model.ts'
import { RepairDialog } from './problems/repair-dialog.tsx'
import { SeenDialog } from './seen/seen-dialog.tsx'
import { PipelineSettings } from './settings/pipeline-settings.tsx'
import { findCard, type PageState } from './use-page-state.ts'

interface Props {
  readonly detail: PipelineDetail
  readonly page: PageState
  readonly onGo: (identity: RecordIdentity) => void
}

/** The sheets of a pipeline's page; at most one is open. */
export function PageDialogs({ detail, page, onGo }: Props) {
  const { dialog, closeDialog } = page
  if (dialog === null) return null
  const { pipelineId } = detail.folder
  if (dialog.kind === 'settings') return <PipelineSettings detail={detail} onClose={closeDialog} />
  if (dialog.kind === 'seen') {
    return (
      <SeenDialog
        pipelineId={pipelineId}
        manifestCount={detail.manifests.length}
        subject={dialog.subject}
        onSubject={page.ask}
        onGo={onGo}
        onClose={closeDialog}
      />
    )
  }
  const card = findCard(detail, dialog.manifestKey)
  if (card === undefined) return null
  return <RepairDialog pipelineId={pipelineId} card={card} firstCopy={dialog.copy} onClose={closeDialog} />
}
