import { Button, Modal, TextInput } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import { useEffect, useState, type SyntheticEvent } from 'react'
import type { WireError } from '../../../../shared/errors/wire-error.ts'
import { toWire } from '../../../bridge/host.ts'
import { FailurePanel } from '../../../components/failure-panel.tsx'
import { pickLocation } from '../../../stores/actions.ts'
import { attempt } from '../../../stores/notices.ts'
import type { RecordIdentity } from '../../../stores/pipelines/records-model.ts'
import { findSha256 } from './hash-in-page.ts'
import { SeenAnswerView } from './seen-answer.tsx'
import { askSeen, keyOf, type SeenAnswer, type SeenSubject } from './seen-subject.ts'
import styles from './seen.module.css'

interface Props {
  readonly pipelineId: string
  readonly manifestCount: number
  /** What was dropped; null to ask by hand. */
  readonly subject: SeenSubject | null
  readonly onSubject: (subject: SeenSubject) => void
  readonly onGo: (identity: RecordIdentity) => void
  readonly onClose: () => void
}

type Asking =
  | { readonly state: 'asking' }
  | { readonly state: 'answered'; readonly answer: SeenAnswer }
  | { readonly state: 'failed'; readonly failure: WireError }

function useAnswer(pipelineId: string, subject: SeenSubject): Asking {
  const [asking, setAsking] = useState<Asking>({ state: 'asking' })
  useEffect(() => {
    let isWanted = true
    askSeen(pipelineId, subject)
      .then((answer) => isWanted && setAsking({ state: 'answered', answer }))
      .catch((error: unknown) => isWanted && setAsking({ state: 'failed', failure: toWire(error) }))
    return () => {
      isWanted = false
    }
  }, [pipelineId, subject])
  return asking
}

function AskForm({ onSubject }: Pick<Props, 'onSubject'>) {
  const [text, setText] = useState('')
  const [isRefused, setIsRefused] = useState(false)
  const sha256 = findSha256(text)
  const ask = (event: SyntheticEvent): void => {
    event.preventDefault()
    setIsRefused(sha256 === null)
    if (sha256 !== null) onSubject({ type: 'digest', sha256 })
  }
  const choose = async (): Promise<void> => {
    const location = await pickLocation('file')
    if (location !== null) onSubject({ type: 'location', location })
  }
  return (
    <form className={styles.ask} onSubmit={ask}>
      <TextInput
        data-autofocus
        className={styles.field}
        label="SHA-256"
        placeholder="64 hexadecimal characters"
        classNames={{ input: 'mono' }}
        spellCheck={false}
        value={text}
        error={isRefused && sha256 === null ? 'A SHA-256 has 64 characters from 0 to 9 and a to f.' : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit">Ask</Button>
      <Button variant="default" leftSection={<IconFile size={14} />} onClick={() => attempt(choose)}>
        Choose a file…
      </Button>
    </form>
  )
}

type AnswerProps = Pick<Props, 'pipelineId' | 'manifestCount' | 'onGo'> & { readonly subject: SeenSubject }

function Answer({ pipelineId, manifestCount, subject, onGo }: AnswerProps) {
  const asking = useAnswer(pipelineId, subject)
  if (asking.state === 'failed') return <FailurePanel failure={asking.failure} />
  if (asking.state === 'answered') {
    return <SeenAnswerView answer={asking.answer} manifestCount={manifestCount} onGo={onGo} />
  }
  return (
    <p className={styles.hint} role="status">
      {subject.type === 'digest' ? 'Looking for it…' : 'Reading the file and looking for it…'}
    </p>
  )
}

/** Whether a content was taken in before, by any process of this folder. */
export function SeenDialog({ subject, onSubject, onClose, ...rest }: Props) {
  return (
    <Modal opened onClose={onClose} title="Have we seen this content?" size={620}>
      <div className={styles.form}>
        <AskForm onSubject={onSubject} />
        {subject === null ? (
          <p className={styles.hint}>
            A file is read and its SHA-256 looked for in all manifests of the folder. You can also drop a file anywhere
            on this page.
          </p>
        ) : (
          <Answer key={keyOf(subject)} subject={subject} {...rest} />
        )}
      </div>
    </Modal>
  )
}
