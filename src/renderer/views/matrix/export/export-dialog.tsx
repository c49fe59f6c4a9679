import { Button, Checkbox, Modal, SegmentedControl } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { RequestOutput } from '../../../../shared/ipc/contract.ts'
import type { WireError } from '../../../../shared/errors/wire-error.ts'
import { request, toWire } from '../../../bridge/host.ts'
import { copyText } from '../../../components/copy-text.ts'
import { FailurePanel } from '../../../components/failure-panel.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { useFocusReturn } from '../../../components/use-focus-return.ts'
import { countOf } from '../../../format/quantity.ts'
import { attempt } from '../../../stores/notices.ts'
import { exportFormats, type CommandFormat } from './export-formats.ts'
import styles from './export.module.css'

interface Props {
  readonly planId: string
  /** Null for all that are missing, failed or stopped. */
  readonly cells: readonly number[] | null
  readonly onClose: () => void
}

type Commands = RequestOutput<'matrix.commands'>
type Current = { readonly commands: Commands | null; readonly failure: WireError | null }

const nothing: Current = { commands: null, failure: null }
const shownLength = 40_000

/** The text for a choice; an answer that a later choice has overtaken is dropped. */
function useCommands({ planId, cells }: Props, format: CommandFormat, isForced: boolean): Current {
  const [current, setCurrent] = useState(nothing)
  useEffect(() => {
    let isStale = false
    request('matrix.commands', { planId, cells: cells === null ? null : [...cells], format, isForced })
      .then((commands) => {
        if (!isStale) setCurrent({ commands, failure: null })
      })
      .catch((error: unknown) => {
        if (!isStale) setCurrent({ commands: null, failure: toWire(error) })
      })
    return () => {
      isStale = true
    }
  }, [planId, cells, format, isForced])
  return current
}

function Preview({ text }: { readonly text: string }) {
  const isCut = text.length > shownLength
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys
    <pre className={styles.preview} tabIndex={0} role="region" aria-label="Preview">
      {isCut
        ? `${text.slice(0, shownLength)}\n… ${countOf(text.length - shownLength, 'more character')} are copied`
        : text}
    </pre>
  )
}

function CopyWhole({ text }: { readonly text: string }) {
  const [isCopied, setIsCopied] = useState(false)
  const copy = (): void => attempt(() => copyText(text).then(() => setIsCopied(true)))
  return (
    <Button leftSection={isCopied ? <IconCheck size={14} /> : <IconCopy size={14} />} onClick={copy}>
      {isCopied ? 'Copied' : 'Copy'}
    </Button>
  )
}

function ExportBody(props: Props) {
  const [format, setFormat] = useState<CommandFormat>('commands')
  const [isForced, setIsForced] = useState(false)
  const { commands, failure } = useCommands(props, format, isForced)
  const about = exportFormats.find(({ value }) => value === format)?.about
  return (
    <div className={styles.body}>
      <SegmentedControl
        aria-label="Format"
        data-autofocus
        fullWidth
        data={exportFormats.map(({ value, label }) => ({ value, label }))}
        value={format}
        onChange={setFormat}
      />
      <p className={styles.about}>
        {about} {commands !== null && `${countOf(commands.commandCount, 'cell')}.`}
      </p>
      {failure !== null && <FailurePanel failure={failure} />}
      {commands !== null && commands.notice !== null && (
        <p className={styles.notice} role="status">
          <SafeText text={commands.notice} />
        </p>
      )}
      {failure === null && <Preview text={commands?.text ?? ''} />}
      <div className={styles.foot}>
        <Checkbox
          label="Build anew what is done (--force)"
          checked={isForced}
          onChange={(event) => setIsForced(event.currentTarget.checked)}
        />
        <Button variant="default" onClick={props.onClose}>
          Close
        </Button>
        {commands !== null && <CopyWhole key={commands.text} text={commands.text} />}
      </div>
    </div>
  )
}

/** The cells as commands, or as a file for a scheduler that builds what outgrows one machine. */
export function ExportDialog(props: Props) {
  useFocusReturn(true)
  const { cells } = props
  const what = cells === null ? 'what is missing' : countOf(cells.length, 'cell')
  return (
    <Modal opened onClose={props.onClose} title={`Export ${what}`} size={760}>
      <ExportBody {...props} />
    </Modal>
  )
}
