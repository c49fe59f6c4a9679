import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react'

interface Props {
  readonly label: string
  /** Default: the label; shorter where the field may be narrow. */
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Called on Enter, arrow down or Escape in an empty field: back to the list. */
  readonly onLeave: () => void
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly className?: string | undefined
  /** How long typing must rest before it is asked for. */
  readonly delayMs?: number
}

const usualDelayMs = 60

function FieldEnd({ isEmpty, onClear }: { readonly isEmpty: boolean; readonly onClear: () => void }) {
  if (isEmpty) return <Kbd>/</Kbd>
  return <CloseButton size="xs" title="Clear the search" aria-label="Clear the search" onClick={onClear} />
}

/** A filter that follows typing, a breath behind so that a fast typist asks once. */
export function SearchField({
  label,
  placeholder = label,
  value,
  onChange,
  onLeave,
  inputRef,
  className,
  delayMs = usualDelayMs,
}: Props) {
  const [text, setText] = useState(value)
  const [lastValue, setLastValue] = useState(value)
  if (value !== lastValue) {
    setLastValue(value)
    setText(value)
  }
  useEffect(() => {
    if (text === value) return undefined
    const timer = setTimeout(() => onChange(text), delayMs)
    return () => clearTimeout(timer)
  }, [text, value, onChange, delayMs])
  const handleKey = (event: KeyboardEvent): void => {
    const isLeaving = event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'Escape'
    if (!isLeaving) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape' && text !== '') setText('')
    else {
      // What was typed last is not left behind, to change the list under who walks it.
      if (text !== value) onChange(text)
      onLeave()
    }
  }
  return (
    <TextInput
      ref={inputRef}
      className={className}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={handleKey}
      leftSection={<IconSearch size={14} />}
      rightSection={<FieldEnd isEmpty={text === ''} onClear={() => setText('')} />}
    />
  )
}
