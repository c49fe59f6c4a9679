import { ActionIcon, Tooltip } from '@mantine/core'
import { IconFolderSearch } from '@tabler/icons-react'
import type { CellDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import type { Location } from '../../../../shared/model/location.ts'
import { request } from '../../../bridge/host.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Fact, Facts } from '../../../components/facts.tsx'
import { PathText } from '../../../components/path-text.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { SizeText } from '../../../components/size-text.tsx'
import { TimeText } from '../../../components/time-text.tsx'
import { shortenDigest } from '../../../format/digest.ts'
import { formatCount, formatDuration } from '../../../format/quantity.ts'
import { useCapabilities } from '../../../stores/app-store.ts'
import { attempt } from '../../../stores/notices.ts'
import { describeState, StateBadge } from '../state-look.tsx'
import styles from './cell.module.css'

function Place({ location, name, isThere }: { location: Location; name: string; isThere: boolean }) {
  const { canRevealInFileManager } = useCapabilities()
  return (
    <p className={styles.place}>
      <span className={styles.placeName}>{name}</span>
      <PathText path={location.displayPath} isMono />
      <CopyButton text={location.displayPath} label={`Copy the path of the ${name.toLowerCase()}`} />
      {canRevealInFileManager && isThere && (
        <Tooltip label="Show in file manager">
          <ActionIcon
            size="sm"
            aria-label={`Show the ${name.toLowerCase()} in the file manager`}
            onClick={() => attempt(() => request('location.reveal', { token: location.token }))}
          >
            <IconFolderSearch size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </p>
  )
}

function stateWords({ state, phases }: CellDetail): string {
  const done = phases.filter((phase) => phase.state === 'completed').length
  const current = phases.find((phase) => ['running', 'failed', 'stopped'].includes(phase.state))
  return describeState(state, { phasesDone: done, phase: current?.name ?? null }, phases.length)
}

function Recorded({ detail }: { readonly detail: CellDetail }) {
  const { recordedSha256, recordedSizeBytes, outputSizeBytes } = detail
  if (recordedSha256 === null) return <span className={styles.dim}>no build on record</span>
  const isOtherSize = outputSizeBytes !== null && recordedSizeBytes !== null && outputSizeBytes !== recordedSizeBytes
  return (
    <>
      <span className="mono" title={recordedSha256}>
        {shortenDigest(recordedSha256)}
      </span>
      <CopyButton text={recordedSha256} label="Copy the recorded SHA-256" />
      {isOtherSize && (
        <span className={styles.warn}>
          <SizeText sizeBytes={recordedSizeBytes} />
        </span>
      )}
    </>
  )
}

/** What is there, what was recorded of it, and why the cell is in its state. */
export function CellFacts({ detail }: { readonly detail: CellDetail }) {
  const { state, evidence, output, outputSizeBytes, modifiedMs, staging, expectedMs, progress } = detail
  return (
    <div className={styles.facts}>
      <Facts>
        <Fact label="State">
          <StateBadge state={state} words={stateWords(detail)} />
        </Fact>
        {progress !== null && (
          <Fact label="Progress">
            {formatCount(progress.done)}
            {progress.total !== null && ` of ${formatCount(progress.total)}`}
          </Fact>
        )}
        <Fact label="Artifact">
          {outputSizeBytes === null ? (
            <span className={styles.dim}>not there</span>
          ) : (
            <SizeText sizeBytes={outputSizeBytes} />
          )}
        </Fact>
        {modifiedMs !== null && (
          <Fact label="Modified">
            <TimeText timestampUtc={new Date(modifiedMs).toISOString()} />
          </Fact>
        )}
        <Fact label="Recorded SHA-256">
          <Recorded detail={detail} />
        </Fact>
        <Fact label="A build takes">
          {expectedMs === null ? (
            <span className={styles.dim}>not known yet</span>
          ) : (
            `about ${formatDuration(expectedMs)}`
          )}
        </Fact>
      </Facts>
      <p className={styles.evidence} data-tone={state === 'altered' || state === 'failed' ? state : undefined}>
        <SafeText text={evidence} />
      </p>
      <div className={styles.places}>
        <Place location={output} name="Artifact" isThere={outputSizeBytes !== null} />
        {staging !== null && <Place location={staging} name="Staging" isThere />}
      </div>
    </div>
  )
}
