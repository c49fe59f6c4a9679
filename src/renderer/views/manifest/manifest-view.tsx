import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { SealAlert } from '../../components/seal-alert.tsx'
import { ViewHeader } from '../../components/view-header.tsx'
import { closeManifest, openManifest, useManifests } from '../../stores/manifests-store.ts'
import { forgetManifest, leaveManifest } from '../../stores/actions.ts'
import { findManifest, useLibrary } from '../../stores/library-store.ts'
import { attempt } from '../../stores/notices.ts'
import { ManifestBody } from './manifest-body.tsx'
import { ManifestHeader } from './manifest-header.tsx'
import { ManifestSkeleton } from './manifest-skeleton.tsx'
import { ManifestSummary } from './manifest-summary.tsx'
import styles from './manifest.module.css'

async function reopen(manifestId: string): Promise<void> {
  await closeManifest(manifestId)
  await openManifest(manifestId)
}

/** A manifest: its summary and seal, and what is in it as table and map. */
export function ManifestView({ manifestId }: { readonly manifestId: string }) {
  const tab = useManifests((state) => state.tabs.get(manifestId))
  const isListed = useLibrary(({ folders }) => findManifest(folders, manifestId) !== undefined)
  const isKnown = tab !== undefined
  useEffect(() => {
    if (!isKnown) void openManifest(manifestId)
  }, [isKnown, manifestId])
  if (tab === undefined || tab.state === 'opening') return <ManifestSkeleton />
  if (tab.state === 'failed') {
    return (
      <>
        <ViewHeader title="This manifest could not be opened" />
        <div className={styles.failed}>
          <FailurePanel failure={tab.failure}>
            <Button variant="default" onClick={() => attempt(() => reopen(manifestId))}>
              Try again
            </Button>
            {isListed ? (
              <Button variant="default" onClick={() => attempt(() => forgetManifest(manifestId))}>
                Remove from the library, keep the file
              </Button>
            ) : (
              <Button variant="default" onClick={() => attempt(() => leaveManifest(manifestId))}>
                Close
              </Button>
            )}
          </FailurePanel>
        </div>
      </>
    )
  }
  return (
    <>
      <ManifestHeader opened={tab.opened} />
      <SealAlert seal={tab.opened.summary.seal} />
      <ManifestSummary opened={tab.opened} />
      <ManifestBody opened={tab.opened} table={tab.table} />
    </>
  )
}
