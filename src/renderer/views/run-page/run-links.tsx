import { ActionIcon, Tooltip } from '@mantine/core'
import {
  IconArrowsDiff,
  IconFileAnalytics,
  IconFileCheck,
  IconFileText,
  IconFolder,
  IconFolderSearch,
  IconGridDots,
  IconHistory,
  IconRoute,
  type Icon,
} from '@tabler/icons-react'
import type { RunLink, RunPageDetail } from '../../../shared/ipc/ledger-schemas.ts'
import { request } from '../../bridge/host.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { PathText } from '../../components/path-text.tsx'
import { useCapabilities } from '../../stores/app-store.ts'
import { attempt } from '../../stores/notices.ts'
import { linkTarget } from './link-target.ts'
import styles from './run-links.module.css'

const typeIcons: Readonly<Record<RunLink['type'], Icon>> = {
  folder: IconFolder,
  manifest: IconFileCheck,
  comparison: IconArrowsDiff,
  report: IconFileAnalytics,
  log: IconFileText,
  run: IconHistory,
  pipeline: IconRoute,
  plan: IconGridDots,
}

function Reveal({ link }: { readonly link: RunLink }) {
  const { canRevealInFileManager } = useCapabilities()
  const { location, isPresent } = link
  if (!canRevealInFileManager || location === null || !isPresent) return null
  return (
    <Tooltip label="Show in file manager">
      <ActionIcon
        size="sm"
        aria-label={`Show ${link.type} in file manager`}
        onClick={() => attempt(() => request('location.reveal', { token: location.token }))}
      >
        <IconFolderSearch size={14} />
      </ActionIcon>
    </Tooltip>
  )
}

function LinkItem({ link, runs }: { readonly link: RunLink; readonly runs: string }) {
  const TypeIcon = typeIcons[link.type]
  const target = linkTarget(link, runs)
  const words = <PathText path={link.label} isMono={link.type !== 'comparison'} />
  return (
    <li className={styles.item} data-missing={!link.isPresent || undefined}>
      <TypeIcon size={15} aria-hidden className={styles.icon} />
      <span className="visually-hidden">{link.type}</span>
      {target === null ? (
        <span className={styles.words}>{words}</span>
      ) : (
        <a className={styles.words} href={target.href} title={target.title}>
          {words}
        </a>
      )}
      {!link.isPresent && <span className={styles.missing}>not there now</span>}
      <CopyButton text={link.label} label={`Copy the ${link.type === 'run' ? 'run’s id' : `${link.type}’s path`}`} />
      <Reveal link={link} />
    </li>
  )
}

function LinkList({ name, links, runId }: { name: string; links: readonly RunLink[]; runId: string }) {
  if (links.length === 0) return null
  return (
    <div className={styles.list}>
      <h2 className={styles.name}>{name}</h2>
      <ul className={styles.items}>
        {links.map((link) => (
          <LinkItem key={`${link.type}:${link.label}`} link={link} runs={runId} />
        ))}
      </ul>
    </div>
  )
}

/** What the run read and what it wrote, each a way to it. */
export function RunLinks({ detail }: { readonly detail: RunPageDetail }) {
  const { links, run } = detail
  if (links.length === 0) return null
  return (
    <div className={styles.links}>
      <LinkList name="In" links={links.filter(({ role }) => role === 'input')} runId={run.runId} />
      <LinkList name="Out" links={links.filter(({ role }) => role === 'output')} runId={run.runId} />
    </div>
  )
}
