import { Button } from '@mantine/core'
import { IconExternalLink, IconShieldCheck } from '@tabler/icons-react'
import type { RecordDetail } from '../../../../shared/ipc/pipeline-schemas.ts'
import { request } from '../../../bridge/host.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { KeyCombo } from '../../../components/key-combo.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { TimeText } from '../../../components/time-text.tsx'
import { useBusy } from '../../../components/use-busy.ts'
import { useCapabilities } from '../../../stores/app-store.ts'
import { attempt } from '../../../stores/notices.ts'
import type { RecordIdentity, RecordsModel } from '../../../stores/pipelines/records-model.ts'
import { FileStateBadge, fileStateLooks } from '../looks/file-state.tsx'
import { goToRecord } from '../records/record-keys.ts'
import { toUtc } from '../times.ts'
import { formatRecord, valueToCopy } from './record-fields.ts'
import { LinkSection, SourceHistory } from './record-links.tsx'
import { useRecordDetail } from './use-record-detail.ts'
import styles from './details.module.css'

interface PartProps {
  readonly detail: RecordDetail
  readonly model: RecordsModel
}

function PathLine({ path }: { readonly path: string }) {
  return (
    <div className={styles.pathLine}>
      <span className={`mono ${styles.path}`}>
        <SafeText text={path} />
      </span>
      <CopyButton text={path} label="Copy path" />
    </div>
  )
}

function FileActions({ detail, model }: PartProps) {
  const { canRevealInFileManager } = useCapabilities()
  const [isBusy, run] = useBusy()
  const { location } = detail.file
  return (
    <div className={styles.actions}>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={14} />}
        loading={isBusy}
        onClick={() => run(() => model.verify(detail.row.record))}
      >
        Verify now
      </Button>
      {canRevealInFileManager && location !== null && (
        <Button
          variant="default"
          leftSection={<IconExternalLink size={14} />}
          onClick={() => attempt(() => request('location.reveal', { token: location.token }))}
        >
          Reveal
        </Button>
      )}
    </div>
  )
}

function FilePart({ detail, model }: PartProps) {
  const { file, row } = detail
  const checkedUtc = toUtc(file.checkedMs)
  const isOther = file.sha256 !== null && file.sha256.toLowerCase() !== row.checksum.toLowerCase()
  // Both digests stand below one another, where a sentence would only hide how they differ.
  const isSaidBelow = isOther && file.sha256 !== null && file.evidence.includes(file.sha256)
  const isSaidSo = isSaidBelow || file.state === 'unchecked'
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <FileStateBadge state={file.state} />
        {checkedUtc !== null && (
          <span className={styles.dim}>
            looked at <TimeText timestampUtc={checkedUtc} />
          </span>
        )}
      </div>
      <PathLine path={row.path} />
      <p className={styles.words}>
        {fileStateLooks[file.state].meaning} {!isSaidSo && <SafeText text={file.evidence} />}
      </p>
      {isOther && (
        <div className={styles.digests}>
          <span className={styles.dim}>recorded</span> <span className="mono">{row.checksum}</span>
          <span className={styles.dim}>on disk</span> <span className="mono">{file.sha256}</span>
        </div>
      )}
      <FileActions detail={detail} model={model} />
    </section>
  )
}

function FieldsPart({ detail }: Pick<PartProps, 'detail'>) {
  return (
    <section className={styles.section}>
      <h2 className={styles.fieldsHead}>
        As the manifest has it <CopyButton text={formatRecord(detail.fields)} label="Copy the record as JSON" />
      </h2>
      <dl className={styles.fields}>
        {detail.fields.map(({ name, json }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a damaged file may name a field twice
          <div key={`${name} ${index}`} className={styles.field}>
            <dt>
              <SafeText text={name} />
            </dt>
            <dd>
              <span className="mono">
                <SafeText text={json} />
              </span>
              <CopyButton text={valueToCopy(json)} label={`Copy ${name}`} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function NothingSelected() {
  return (
    <div className={styles.nothing}>
      <p>Select a record to see all of its fields, how its file is, and what else came of its source.</p>
      <p>
        <KeyCombo keys={['↑', '↓']} /> walk, <KeyCombo keys={['Mod', 'C']} /> copy
      </p>
    </div>
  )
}

/** All that is known of one record. */
export function RecordDetails({ model }: { readonly model: RecordsModel }) {
  const detail = useRecordDetail(model)
  const go = (identity: RecordIdentity): void => goToRecord(model, identity)
  if (detail === null) {
    return (
      <aside className={styles.panel} aria-label="Record">
        {model.activeOffset < 0 && <NothingSelected />}
      </aside>
    )
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by key
    <aside className={styles.panel} aria-label="Record" tabIndex={0}>
      <FilePart detail={detail} model={model} />
      <SourceHistory {...detail} shownRecord={detail.row.record} onGo={go} />
      <LinkSection title="The same content, recorded elsewhere" links={detail.sameContent} onGo={go} />
      <LinkSection title="Other records of this file" links={detail.samePath} onGo={go} />
      <FieldsPart detail={detail} />
    </aside>
  )
}
