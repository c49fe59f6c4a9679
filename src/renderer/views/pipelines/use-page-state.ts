import { useState } from 'react'
import type { PipelineDetail } from '../../../shared/ipc/pipeline-schemas.ts'
import type { Location } from '../../../shared/model/location.ts'
import { request } from '../../bridge/host.ts'
import { pickLocation } from '../../stores/actions.ts'
import { attempt } from '../../stores/notices.ts'
import { reloadPipeline } from '../../stores/pipelines/pipeline-store.ts'
import type { SeenSubject } from './seen/seen-subject.ts'

export type PageDialog =
  | { readonly kind: 'seen'; readonly subject: SeenSubject | null }
  | { readonly kind: 'settings' }
  | { readonly kind: 'repair'; readonly manifestKey: string; readonly copy: Location | null }

/** What is at the side: the selected record, or what is wrong in a manifest. */
export type PageSide = { readonly kind: 'record' } | { readonly kind: 'problems'; readonly manifestKey: string }

export type PageTab = 'records' | 'unknown'

const roomForSidePx = 1200

/** What of a pipeline's page is open, and the steps that open it. */
export function usePageState(pipelineId: string) {
  const [tab, setTab] = useState<PageTab>('records')
  const [dialog, setDialog] = useState<PageDialog | null>(null)
  const [side, setSide] = useState<PageSide | null>(window.innerWidth >= roomForSidePx ? { kind: 'record' } : null)
  return {
    tab,
    dialog,
    side,
    setTab,
    setSide,
    closeDialog: (): void => setDialog(null),
    ask: (subject: SeenSubject | null): void => setDialog({ kind: 'seen', subject }),
    showSettings: (): void => setDialog({ kind: 'settings' }),
    showProblems: (manifestKey: string): void => {
      setTab('records')
      setSide({ kind: 'problems', manifestKey })
    },
    /** From a copy, that one is chosen first: without it there is nothing to plan. */
    repair: (manifestKey: string, kind: 'copy' | 'keep'): void => {
      if (kind === 'keep') {
        setDialog({ kind: 'repair', manifestKey, copy: null })
        return
      }
      attempt(async () => {
        const copy = await pickLocation('file')
        if (copy !== null) setDialog({ kind: 'repair', manifestKey, copy })
      })
    },
    check: (readsContents: boolean): void =>
      attempt(async () => {
        await request('pipeline.check', { pipelineId, readsContents })
        reloadPipeline()
      }),
  }
}

export type PageState = ReturnType<typeof usePageState>

export function findCard(detail: PipelineDetail, manifestKey: string): PipelineDetail['manifests'][number] | undefined {
  return detail.manifests.find((card) => card.manifestKey === manifestKey)
}
