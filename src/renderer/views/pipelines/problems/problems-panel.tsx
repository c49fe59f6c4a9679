import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconFileBroken, IconFileImport, IconLifebuoy, IconX } from '@tabler/icons-react'
import type { ManifestCard, ManifestProblemView } from '../../../../shared/ipc/pipeline-schemas.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { PathText } from '../../../components/path-text.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { countOf, formatCount } from '../../../format/quantity.ts'
import { nameCard } from '../cards/card-facts.ts'
import { formatProblem, formatProblems } from './format-problems.ts'
import styles from './problems.module.css'

function ProblemItem({ problem }: { readonly problem: ManifestProblemView }) {
  return (
    <li className={styles.problem}>
      <div className={styles.problemWords}>
        <p className={`mono ${styles.field}`}>
          <SafeText text={problem.field === '' ? 'the whole file' : problem.field} />
        </p>
        <p>
          <SafeText text={problem.message} />
        </p>
      </div>
      {problem.line !== null && <span className={styles.line}>line {formatCount(problem.line)}</span>}
      <CopyButton text={formatProblem(problem)} label="Copy this problem" />
    </li>
  )
}

interface Props {
  readonly card: ManifestCard
  readonly onRepair: (kind: 'copy' | 'keep') => void
  readonly onClose: () => void
}

function Repairs({ card, onRepair }: Pick<Props, 'card' | 'onRepair'>) {
  if (!card.health.includes('corrupt')) return null
  return (
    <>
      <p className={styles.words}>
        {countOf(card.recordCount, 'record')} can be read, {formatCount(card.damagedCount)} cannot. Assay does not write
        to this file as it is; a repair sets it aside first, whole.
      </p>
      <div className={styles.actions}>
        <Button leftSection={<IconFileImport size={14} />} onClick={() => onRepair('copy')}>
          Repair from a copy…
        </Button>
        <Button variant="default" leftSection={<IconLifebuoy size={14} />} onClick={() => onRepair('keep')}>
          Keep what is readable…
        </Button>
      </div>
    </>
  )
}

/** What is wrong in one manifest, field by field, and what can be done. */
export function ProblemsPanel({ card, onRepair, onClose }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by key
    <aside className={styles.panel} aria-label="Problems" tabIndex={0}>
      <header className={styles.head}>
        <IconFileBroken size={18} aria-hidden className={styles.icon} />
        <h2>
          {countOf(card.problemCount, 'problem')} in <SafeText text={nameCard(card)} />
        </h2>
        {card.problems.length > 0 && (
          <CopyButton text={formatProblems(card.location.displayPath, card.problems)} label="Copy all problems" />
        )}
        <Tooltip label="Back to the records">
          <ActionIcon size="sm" aria-label="Close the problems" onClick={onClose}>
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      </header>
      <p className={styles.file}>
        <PathText path={card.location.displayPath} isMono />
        <CopyButton text={card.location.displayPath} label="Copy the manifest’s path" />
      </p>
      {card.failure !== null && (
        <p className={styles.failure}>
          <SafeText text={card.failure.message} />
        </p>
      )}
      <Repairs card={card} onRepair={onRepair} />
      <ul className={styles.problems}>
        {card.problems.map((problem, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- one field may have the same problem twice
          <ProblemItem key={`${problem.field} ${index}`} problem={problem} />
        ))}
      </ul>
      {card.problemCount > card.problems.length && (
        <p className={styles.more}>
          And {formatCount(card.problemCount - card.problems.length)} more: the command <code>assay etl check</code>{' '}
          lists all.
        </p>
      )}
    </aside>
  )
}
