import { ActionIcon, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { attempt } from '../stores/notices.ts'
import { copyText } from './copy-text.ts'

interface Props {
  readonly text: string
  /** What is copied, in the button's name: "Copy digest". */
  readonly label: string
}

const shownMs = 1500

export function CopyButton({ text, label }: Props) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setIsCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = (): void => attempt(() => copyText(text).then(() => setIsCopied(true)))
  return (
    <Tooltip label={isCopied ? 'Copied' : label}>
      <ActionIcon size="sm" aria-label={label} onClick={copy}>
        {isCopied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  )
}
