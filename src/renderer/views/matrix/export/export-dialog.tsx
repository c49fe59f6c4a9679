import { Button, Checkbox, Modal, SegmentedControl } from '@mantine/core'
import { IconCheck, IconCopy, IconFileExport } from '@tabler/icons-react'
import { useEffect, useState, type FormEvent } from 'react'
import type { RequestOutput } from '../../../../shared/ipc/contract.ts'
import type { WireError } from '../../../../shared/errors/wire-error.ts'
import { request, toWire } from '../../../bridge/host.ts'
import { copyText } from '../../../components/copy-text.ts'
import { FailurePanel } from '../../../components/failure-panel.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { countOf } from '../../../format/quantity.ts'
import { attempt } from '../../../stores/notices.ts'
import { ExportOutcome } from '../../report/export-outcome.tsx'
import { suggestPart, whyNameRefused } from '../../report/report-name.ts'
import { useFileExport } from '../../report/use-file-export.ts'
import { exportFormats, type CommandFormat } from './export-formats.ts'
import { SaveFields } from './save-fields.tsx'
import styles from './export.module.css'

interface Props {
  readonly planId: string
  readonly planName: string
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
    <Button variant="default" leftSection={isCopied ? <IconCheck size={14} /> : <IconCopy size={14} />} onClick={copy}>
      {isCopied ? 'Copied' : 'Copy'}
    </Button>
  )
}

interface Choice {
  readonly format: CommandFormat
  readonly isForced: boolean
}

/** A file of the commands: how it is called, and how its writing goes. */
function useSaving({ planId, planName, cells }: Props, { format, isForced }: Choice) {
  const wanted = { planId, cells: cells === null ? null : [...cells], format, isForced }
  const exporting = useFileExport((file) => request('matrix.saveCommands', { ...wanted, file }))
  const [typed, setTyped] = useState<string | null>(null)
  const name = typed ?? suggestPart(planName)
  const ending = exportFormats.find(({ value }) => value === format)?.ending ?? ''
  const refusal = whyNameRefused(name)
  return {
    exporting,
    name,
    ending,
    refusal,
    isReady: refusal === null && exporting.current.state !== 'exists',
    save: (): void => exporting.start(`${name.trim()}${ending}`),
    rename: (next: string): void => {
      exporting.reset()
      setTyped(next)
    },
  }
}

interface FootProps {
  readonly text: string | null
  readonly isReady: boolean
  readonly isWriting: boolean
  readonly isForced: boolean
  readonly onForce: (isForced: boolean) => void
  readonly onClose: () => void
}

function Foot({ text, isReady, isWriting, isForced, onForce, onClose }: FootProps) {
  return (
    <div className={styles.foot}>
      <Checkbox
        label="Build anew what is done (--force)"
        checked={isForced}
        onChange={(event) => onForce(event.currentTarget.checked)}
      />
      <Button variant="default" onClick={onClose}>
        Close
      </Button>
      {text !== null && <CopyWhole key={text} text={text} />}
      <Button type="submit" leftSection={<IconFileExport size={14} />} disabled={!isReady} loading={isWriting}>
        Export…
      </Button>
    </div>
  )
}

function Shown({ format, current }: { readonly format: CommandFormat; readonly current: Current }) {
  const { commands, failure } = current
  const about = exportFormats.find(({ value }) => value === format)?.about
  return (
    <>
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
    </>
  )
}

function ExportBody(props: Props) {
  const [choice, setChoice] = useState<Choice>({ format: 'commands', isForced: false })
  const current = useCommands(props, choice.format, choice.isForced)
  const saving = useSaving(props, choice)
  const change = (next: Partial<Choice>): void => {
    saving.exporting.reset()
    setChoice({ ...choice, ...next })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (saving.isReady) saving.save()
  }
  return (
    <form className={styles.body} onSubmit={submit}>
      <SegmentedControl
        aria-label="Format"
        data-autofocus
        fullWidth
        data={exportFormats.map(({ value, label }) => ({ value, label }))}
        value={choice.format}
        onChange={(format) => change({ format })}
      />
      <Shown format={choice.format} current={current} />
      <SaveFields name={saving.name} ending={saving.ending} refusal={saving.refusal} onName={saving.rename} />
      <ExportOutcome exporting={saving.exporting} />
      <Foot
        text={current.commands?.text ?? null}
        isReady={saving.isReady}
        isWriting={saving.exporting.current.state === 'writing'}
        isForced={choice.isForced}
        onForce={(isForced) => change({ isForced })}
        onClose={props.onClose}
      />
    </form>
  )
}

/** The cells as commands, or as a file for a scheduler that builds what outgrows one machine. */
export function ExportDialog(props: Props) {
  const { cells } = props
  const what = cells === null ? 'what is missing' : countOf(cells.length, 'cell')
  return (
    <Modal opened onClose={props.onClose} title={`Export ${what}`} size={760}>
      <ExportBody {...props} />
    </Modal>
  )
}
