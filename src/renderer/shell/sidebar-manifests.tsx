import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconFileCheck, IconX } from '@tabler/icons-react'
import { nameOf } from '../format/path.ts'
import { formatAgesApart, formatWhen } from '../format/time.ts'
import { leaveManifest } from '../stores/actions.ts'
import { useManifests, type ManifestTab } from '../stores/manifests-store.ts'
import { attempt } from '../stores/notices.ts'
import { formatRoute, useRoute } from '../stores/route-store.ts'
import { useNow } from '../components/use-now.ts'
import { SidebarLink } from './sidebar-link.tsx'
import styles from './sidebar.module.css'

/** Of several manifests of one folder, when each was taken is what tells them apart. */
function ageAmong(manifestId: string, directory: string, tabs: Iterable<ManifestTab>, nowMs: number): string {
  const alike = [...tabs].flatMap((other) =>
    other.state === 'open' && other.opened.summary.directory === directory ? [other] : [],
  )
  const times = alike.map(({ opened }) => opened.summary.timestampUtc)
  return formatAgesApart(times, nowMs)[alike.findIndex((other) => other.manifestId === manifestId)] ?? ''
}

function describeTab(
  tab: ManifestTab,
  tabs: Iterable<ManifestTab>,
  nowMs: number,
): { label: string; title?: string; note?: string } {
  if (tab.state === 'opening') return { label: 'Opening…' }
  if (tab.state === 'failed') return { label: 'Could not open', title: tab.failure.message }
  const { summary, filePath } = tab.opened
  return {
    label: nameOf(summary.directory),
    title: `${filePath}, taken ${formatWhen(summary.timestampUtc, nowMs)}`,
    note: ageAmong(tab.manifestId, summary.directory, tabs, nowMs),
  }
}

function ManifestItem({ tab }: { readonly tab: ManifestTab }) {
  const tabs = useManifests((state) => state.tabs)
  const isCurrent = useRoute(({ route }) => route.view === 'manifest' && route.manifestId === tab.manifestId)
  const description = describeTab(tab, tabs.values(), useNow())
  const isBad = tab.state === 'failed' || (tab.state === 'open' && tab.opened.summary.seal.state === 'broken')
  return (
    <SidebarLink
      href={formatRoute({ view: 'manifest', manifestId: tab.manifestId })}
      isCurrent={isCurrent}
      icon={isBad ? <IconAlertTriangle size={16} color="var(--bad)" /> : <IconFileCheck size={16} />}
      {...description}
      action={
        <ActionIcon
          size="xs"
          className={styles.close}
          title="Close"
          aria-label={`Close ${description.label}`}
          onClick={() => attempt(() => leaveManifest(tab.manifestId))}
        >
          <IconX size={12} />
        </ActionIcon>
      }
    />
  )
}

export function SidebarManifests() {
  const tabs = useManifests((state) => state.tabs)
  if (tabs.size === 0) return null
  return (
    <section aria-label="Open manifests">
      <h2 className={styles.heading}>Open manifests</h2>
      <ul>
        {[...tabs.values()].map((tab) => (
          <ManifestItem key={tab.manifestId} tab={tab} />
        ))}
      </ul>
    </section>
  )
}
