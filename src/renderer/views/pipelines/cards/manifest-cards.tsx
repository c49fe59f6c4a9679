import { useMemo, type KeyboardEvent } from 'react'
import type { ManifestCard } from '../../../../shared/ipc/pipeline-schemas.ts'
import { walkByArrows } from '../../../components/arrow-walk.ts'
import { ManifestCardItem } from './manifest-card.tsx'
import { orderCards } from './card-facts.ts'
import styles from './cards.module.css'

interface Props {
  readonly cards: readonly ManifestCard[]
  readonly chosen: readonly string[]
  readonly onToggle: (manifestKey: string) => void
  readonly onProblems: (manifestKey: string) => void
}

/** The manifests of a folder; more than two rows scroll, so that the records keep their room. */
export function ManifestCards({ cards, chosen, onToggle, onProblems }: Props) {
  const ordered = useMemo(() => orderCards(cards), [cards])
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    walkByArrows(event, '[data-walk]', event.key === 'ArrowDown' || event.key === 'ArrowUp' ? 'column' : 'row')
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move among the buttons inside
    <ul className={styles.cards} aria-label="Manifests" onKeyDown={walk}>
      {ordered.map((card) => (
        <ManifestCardItem
          key={card.manifestKey}
          card={card}
          isOn={chosen.includes(card.manifestKey)}
          onToggle={() => onToggle(card.manifestKey)}
          onProblems={() => onProblems(card.manifestKey)}
        />
      ))}
    </ul>
  )
}
