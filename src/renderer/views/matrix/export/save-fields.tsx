import { TextInput } from '@mantine/core'
import { useCapabilities } from '../../../stores/app-store.ts'
import { FolderField } from '../../report/folder-field.tsx'
import styles from './export.module.css'

const pxPerCharacter = 8

interface Props {
  readonly name: string
  readonly ending: string
  /** Why there can be no file of this name. */
  readonly refusal: string | null
  readonly onName: (name: string) => void
}

/** How the file is called, and in which folder it goes where the host does not ask for that itself. */
export function SaveFields({ name, ending, refusal, onName }: Props) {
  const { hasNativeDialogs } = useCapabilities()
  return (
    <div className={styles.save}>
      <TextInput
        label="File name"
        spellCheck={false}
        value={name}
        error={refusal}
        rightSection={<span className={styles.ending}>{ending}</span>}
        rightSectionWidth={ending.length * pxPerCharacter + 16}
        onChange={(event) => onName(event.currentTarget.value)}
      />
      {!hasNativeDialogs && <FolderField />}
    </div>
  )
}
