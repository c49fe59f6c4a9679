import { ActionIcon, Button } from '@mantine/core'
import { IconFileSearch, IconFolder, IconPlus, IconX } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { WireError } from '../../../../shared/errors/wire-error.ts'
import { PathText } from '../../../components/path-text.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { useBusy } from '../../../components/use-busy.ts'
import { pickLocation } from '../../../stores/actions.ts'
import { useCapabilities } from '../../../stores/app-store.ts'
import type { RunSide } from '../../../../shared/model/run.ts'
import { chooseSide } from '../../../stores/dialog-store.ts'
import { setSide, type DraftSide, type SideName } from '../../../stores/draft-store.ts'
import { describeFailure } from '../../../stores/failure-advice.ts'
import { focusNextStep } from './focus-next.ts'
import { QuickPicks } from './quick-picks.tsx'
import { SideFactsLine } from './side-facts.tsx'
import { SideIcon } from './side-icon.tsx'
import { sideWords } from './side-look.ts'
import { useSide } from './use-side.ts'
import styles from './sides.module.css'

interface SideProps {
  readonly name: SideName
  readonly side: DraftSide
  readonly failure: WireError | null
}

function choose(name: SideName): () => Promise<void> {
  return async () => {
    const side = await chooseSide(name)
    if (side === null) return
    setSide(name, side)
    focusNextStep(name)
  }
}

function FilledTarget({ name, side, failure }: SideProps) {
  const facts = useSide(side)
  const [, run] = useBusy()
  const problem = failure === null ? facts.problem : describeFailure(failure).message
  return (
    <>
      <button type="button" className={styles.target} data-target data-filled onClick={() => run(choose(name))}>
        <span className="visually-hidden">Choose another {sideWords[name].name.toLowerCase()} side than </span>
        <SideIcon facts={problem === undefined ? facts : { ...facts, problem }} size={28} />
        <span className={styles.words}>
          <span className={styles.name}>
            <SafeText text={facts.name} />
          </span>
          {facts.path !== '' && (
            <span className={styles.path}>
              <PathText path={facts.path} isMono />
            </span>
          )}
          <SideFactsLine facts={facts} />
        </span>
      </button>
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          <SafeText text={problem} />
        </p>
      )}
    </>
  )
}

function EmptyTarget({ name, other }: { readonly name: SideName; readonly other: DraftSide | null }) {
  const { canResolveDroppedFiles } = useCapabilities()
  const [, run] = useBusy()
  return (
    <div className={styles.targetBox}>
      <button type="button" className={styles.target} data-target data-next-step onClick={() => run(choose(name))}>
        <span className="visually-hidden">Choose the {sideWords[name].name.toLowerCase()} side. </span>
        <IconPlus size={20} stroke={1.6} aria-hidden />
        <strong>Choose a manifest or folder</strong>
        <span className={styles.hint}>
          {canResolveDroppedFiles ? 'or drop one here' : 'from the library or this computer'}
        </span>
      </button>
      {other !== null && <QuickPicks name={name} other={other} />}
    </div>
  )
}

function BrowseButtons({ name }: { readonly name: SideName }) {
  const [isBusy, run] = useBusy()
  const browse = async (kind: RunSide['type']): Promise<void> => {
    const location = await pickLocation(kind)
    if (location === null) return
    setSide(name, { type: 'location', kind, location })
    focusNextStep(name)
  }
  const button = (kind: RunSide['type'], icon: ReactNode, words: string): ReactNode => (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      disabled={isBusy}
      leftSection={icon}
      aria-label={`${words} for the ${sideWords[name].name.toLowerCase()}`}
      onClick={() => run(() => browse(kind))}
    >
      {words}
    </Button>
  )
  return (
    <>
      {button('manifest', <IconFileSearch size={14} />, 'Browse manifest…')}
      {button('folder', <IconFolder size={14} />, 'Browse folder… (live)')}
    </>
  )
}

interface CardProps {
  readonly name: SideName
  readonly side: DraftSide | null
  readonly other: DraftSide | null
  readonly failure: WireError | null
}

/** One side of a comparison: where it is chosen, dropped, and told apart from the other. */
export function SideCard({ name, side, other, failure }: CardProps) {
  const [isOver, setIsOver] = useState(false)
  const words = sideWords[name]
  return (
    <section
      className={styles.card}
      aria-label={words.name}
      data-side={name}
      data-over={isOver || undefined}
      data-bad={failure !== null || undefined}
      onDragOver={() => setIsOver(true)}
      onDragLeave={() => setIsOver(false)}
      onDrop={() => setIsOver(false)}
    >
      <header className={styles.cardHead}>
        <h2>{words.name}</h2>
        <span className={styles.meaning}>{words.meaning}</span>
        {side !== null && (
          <ActionIcon
            size="sm"
            title="Take it away"
            aria-label={`Take away the ${words.name.toLowerCase()}`}
            onClick={() => setSide(name, null)}
          >
            <IconX size={14} />
          </ActionIcon>
        )}
      </header>
      {side === null ? (
        <EmptyTarget name={name} other={other} />
      ) : (
        <FilledTarget name={name} side={side} failure={failure} />
      )}
      <footer className={styles.cardFoot}>
        <BrowseButtons name={name} />
      </footer>
    </section>
  )
}
