import { Modal, SegmentedControl, Switch, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Settings } from '../../../shared/ipc/library-schemas.ts'
import { PathText } from '../../components/path-text.tsx'
import { saveSettings, useApp } from '../../stores/app-store.ts'
import { closeDialog } from '../../stores/dialog-store.ts'
import { attempt } from '../../stores/notices.ts'
import { AlgorithmChoice } from '../snapshot/algorithm-choice.tsx'
import { JunkSwitch } from '../snapshot/filter-choice.tsx'
import { splitPatterns } from '../snapshot/snapshot-options.ts'
import { WatchedFoldersSection } from './watched-folders.tsx'
import styles from './settings.module.css'

const themes = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

function save(change: Partial<Settings>): void {
  attempt(() => saveSettings(change))
}

function AppearanceSection({ settings }: { readonly settings: Settings }) {
  return (
    <section className={styles.section}>
      <div className={styles.line}>
        <span id="theme-label">Theme</span>
        <SegmentedControl
          aria-labelledby="theme-label"
          data={themes}
          value={settings.theme}
          onChange={(theme) => save({ theme: theme as Settings['theme'] })}
        />
      </div>
      <Switch
        label="Tell when long work ends"
        description="When it is not the view you are looking at."
        checked={settings.notifyWhenDone}
        onChange={(event) => save({ notifyWhenDone: event.currentTarget.checked })}
      />
    </section>
  )
}

function SnapshotSection({ settings }: { readonly settings: Settings }) {
  const [exclude, setExclude] = useState(settings.exclude.join('\n'))
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>New snapshots start with</h3>
      <AlgorithmChoice
        chosen={settings.algorithms}
        onChange={(algorithms) => {
          if (algorithms.length > 0) save({ algorithms })
        }}
      />
      <Textarea
        label="Leave out"
        description="Patterns as in .gitignore, one a line"
        rows={3}
        value={exclude}
        onChange={(event) => {
          setExclude(event.currentTarget.value)
          save({ exclude: splitPatterns(event.currentTarget.value) })
        }}
      />
      <JunkSwitch isOn={settings.isJunkExcluded} onChange={(isJunkExcluded) => save({ isJunkExcluded })} />
    </section>
  )
}

export function SettingsDialog() {
  const settings = useApp((state) => state.settings)
  const description = useApp((state) => state.description)
  return (
    <Modal opened onClose={closeDialog} title="Settings" size={520}>
      {settings !== null && (
        <div className={styles.form}>
          <AppearanceSection settings={settings} />
          <SnapshotSection settings={settings} />
          <WatchedFoldersSection />
          {description !== null && (
            <p className={styles.about}>
              <span>Assay {description.version}, workspace</span> <PathText path={description.workspace} isMono />
            </p>
          )}
        </div>
      )}
    </Modal>
  )
}
