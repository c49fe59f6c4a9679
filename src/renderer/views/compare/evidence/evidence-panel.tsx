import { IconAlertTriangle } from '@tabler/icons-react'
import type { ComparisonDetail } from '../../../../shared/ipc/comparison-schemas.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { KeyCombo } from '../../../components/key-combo.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { VerdictBadge } from '../../../components/verdict-badge.tsx'
import { formatCount } from '../../../format/quantity.ts'
import { numberOf } from '../../../stores/comparison-choice.ts'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { FactTable } from './fact-table.tsx'
import { FolderEvidence, GroupEvidence } from './folder-evidence.tsx'
import { LinkedPaths } from './linked-paths.tsx'
import { useDetail } from './use-detail.ts'
import styles from './evidence.module.css'

function PathLine({ label, path }: { readonly label?: string; readonly path: string }) {
  return (
    <div className={styles.pathLine}>
      {label !== undefined && <span className={styles.pathLabel}>{label}</span>}
      <span className={`mono ${styles.path}`}>
        <SafeText text={path} />
      </span>
      <CopyButton text={path} label="Copy path" />
    </div>
  )
}

function DetailBody({ detail, model }: { readonly detail: ComparisonDetail; readonly model: ComparisonModel }) {
  const { finding, warnings } = detail
  const { fromPath, group } = finding
  return (
    <>
      <div className={styles.head}>
        <VerdictBadge verdict={finding.verdict} />
        {group !== undefined && <span className={styles.dim}>group {formatCount(group)}</span>}
      </div>
      <div>
        {fromPath !== undefined && <PathLine label="from" path={fromPath} />}
        <PathLine {...(fromPath === undefined ? {} : { label: 'to' })} path={finding.path} />
      </div>
      <p className={styles.words}>
        <SafeText text={finding.evidence} />
      </p>
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          <IconAlertTriangle size={14} aria-hidden />
          <SafeText text={warning} />
        </p>
      ))}
      <FactTable finding={finding} />
      <LinkedPaths detail={detail} model={model} />
    </>
  )
}

function NothingSelected() {
  return (
    <div className={styles.nothing}>
      <p>Select a row to see why it is so.</p>
      <p>
        <KeyCombo keys={['n']} /> next, <KeyCombo keys={['p']} /> previous difference
      </p>
    </div>
  )
}

/** Why the selected row has its verdict: the words, both sides value by value, and the paths it has to do with. */
export function EvidencePanel({ model }: { readonly model: ComparisonModel }) {
  const row = model.activeRow
  const detail = useDetail(model, numberOf(row))
  return (
    <aside className={styles.panel} aria-label="Evidence">
      {row === undefined && <NothingSelected />}
      {row?.type === 'folder' && <FolderEvidence row={row} />}
      {row?.type === 'group' && <GroupEvidence row={row} />}
      {row?.type === 'entry' && detail !== null && <DetailBody detail={detail} model={model} />}
    </aside>
  )
}
