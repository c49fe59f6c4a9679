import { ActionIcon, Menu } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowsDiff,
  IconCamera,
  IconDots,
  IconEye,
  IconFileCheck,
  IconReportSearch,
  IconShieldCheck,
  IconTrash,
} from '@tabler/icons-react'
import type { LibraryFolder, LibraryManifest } from '../../../shared/ipc/library-schemas.ts'
import { DriftStatus } from '../../components/drift-status.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { nameAlgorithm } from '../../format/digest.ts'
import { countOf } from '../../format/quantity.ts'
import { forgetManifest, startWatch } from '../../stores/actions.ts'
import { compareWith } from '../../stores/compare-actions.ts'
import { showDialog } from '../../stores/dialog-store.ts'
import { attempt } from '../../stores/notices.ts'
import { formatRoute, navigate } from '../../stores/route-store.ts'
import styles from './library.module.css'

interface Props {
  readonly manifest: LibraryManifest
  readonly folder: LibraryFolder
}

/** What can be done with a manifest. */
function WorkItems({ manifest, folder }: Props) {
  const { manifestId } = manifest
  const isBad = manifest.problem !== null
  return (
    <>
      <Menu.Item
        leftSection={<IconShieldCheck size={14} />}
        disabled={isBad}
        onClick={() => showDialog({ kind: 'verify', manifestId, location: null })}
      >
        Verify against this manifest…
      </Menu.Item>
      <Menu.Item
        leftSection={<IconEye size={14} />}
        disabled={isBad || !folder.isPresent}
        onClick={() => attempt(() => startWatch({ manifestId, token: folder.location.token, isStrict: false }))}
      >
        Watch for drift from this manifest
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowsDiff size={14} />} disabled={isBad} onClick={() => compareWith(manifestId)}>
        Compare with…
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCamera size={14} />}
        disabled={isBad || !folder.isPresent}
        onClick={() => showDialog({ kind: 'snapshot', location: folder.location, baseManifestId: manifestId })}
      >
        Snapshot again, reusing its digests…
      </Menu.Item>
    </>
  )
}

function RowMenu({ manifest, folder }: Props) {
  const { manifestId, lastVerify } = manifest
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" title="More" aria-label={`More for ${manifest.fileName}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <WorkItems manifest={manifest} folder={folder} />
        {lastVerify !== null && (
          <Menu.Item
            leftSection={<IconReportSearch size={14} />}
            onClick={() => navigate({ view: 'run', runId: lastVerify.runId })}
          >
            Show its last verify
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => attempt(() => forgetManifest(manifestId))}>
          Remove from the library, keep the file
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function ManifestFacts({ manifest }: { readonly manifest: LibraryManifest }) {
  if (manifest.problem !== null) {
    return (
      <span className={styles.problem} title={manifest.problem}>
        <SafeText text={manifest.problem} />
      </span>
    )
  }
  return (
    <>
      <span className={styles.number}>{countOf(manifest.fileCount, 'file')}</span>
      <span className={styles.number}>
        <SizeText sizeBytes={manifest.totalSizeBytes} />
      </span>
      <span className={styles.algorithms}>{manifest.algorithms.map(nameAlgorithm).join(', ')}</span>
      <span className={manifest.errorCount > 0 ? styles.warn : styles.seal}>
        {manifest.errorCount > 0 ? countOf(manifest.errorCount, 'error') : manifest.isSealed ? 'sealed' : 'no seal'}
      </span>
    </>
  )
}

export function ManifestRow({ manifest, folder }: Props) {
  const ManifestIcon = manifest.problem === null ? IconFileCheck : IconAlertTriangle
  return (
    <li className={styles.row}>
      <a
        data-walk
        className={styles.rowLink}
        href={formatRoute({ view: 'manifest', manifestId: manifest.manifestId })}
        title={manifest.fileName}
      >
        <ManifestIcon size={16} aria-hidden className={manifest.problem === null ? styles.rowIcon : styles.warn} />
        <span className={styles.when}>
          <TimeText timestampUtc={manifest.timestampUtc} />
        </span>
        <ManifestFacts manifest={manifest} />
        <span className={styles.fileName}>
          <PathText path={manifest.fileName} isMono />
        </span>
        <span className={styles.rowStatus}>
          <DriftStatus lastVerify={manifest.lastVerify} />
        </span>
      </a>
      <RowMenu manifest={manifest} folder={folder} />
    </li>
  )
}
