import { Modal } from '@mantine/core'
import { KeyCombo } from '../../components/key-combo.tsx'
import { closeDialog } from '../../stores/dialog-store.ts'
import styles from './keys.module.css'

interface KeyLine {
  readonly keys: readonly string[]
  readonly meaning: string
}

const groups: readonly { readonly title: string; readonly lines: readonly KeyLine[] }[] = [
  {
    title: 'Everywhere',
    lines: [
      { keys: ['Mod', 'K'], meaning: 'Command palette' },
      { keys: ['Mod', 'Shift', 'S'], meaning: 'Snapshot a folder' },
      { keys: ['Mod', 'O'], meaning: 'Open a manifest' },
      { keys: ['Mod', 'D'], meaning: 'Compare' },
      { keys: ['Mod', 'E'], meaning: 'Export a report' },
      { keys: ['/'], meaning: 'Search in this view' },
      { keys: ['Mod', ','], meaning: 'Settings' },
      { keys: ['Esc'], meaning: 'Back' },
      { keys: ['?'], meaning: 'All keys' },
    ],
  },
  {
    title: 'Map',
    lines: [
      { keys: ['←', '↑', '↓', '→'], meaning: 'To a neighbour' },
      { keys: ['Enter'], meaning: 'Into the folder' },
      { keys: ['Backspace'], meaning: 'Out of the folder' },
    ],
  },
  {
    title: 'Timeline',
    lines: [
      { keys: ['←', '→'], meaning: 'To the run before and after' },
      { keys: ['+', '-'], meaning: 'Zoom in and out' },
      { keys: ['Shift', '→'], meaning: 'Move in time' },
      { keys: ['0'], meaning: 'Show everything' },
      { keys: ['Enter'], meaning: 'Open the run' },
      { keys: ['Esc'], meaning: 'Clear the selected time' },
    ],
  },
  {
    title: 'Matrix',
    lines: [
      { keys: ['←', '↑', '↓', '→'], meaning: 'To a neighbour' },
      { keys: ['Shift', '→'], meaning: 'Select a range' },
      { keys: ['Space'], meaning: 'Select a cell, or not' },
      { keys: ['Mod', 'A'], meaning: 'Select all that is shown' },
      { keys: ['Home', 'End'], meaning: 'First and last of the row' },
      { keys: ['n', 'p'], meaning: 'Next and previous match' },
      { keys: ['+', '-', '0'], meaning: 'Zoom in, out, to everything' },
      { keys: ['Enter'], meaning: 'Open the cell' },
    ],
  },
  {
    title: 'Lists and tables',
    lines: [
      { keys: ['↑', '↓'], meaning: 'Previous and next row' },
      { keys: ['PageUp', 'PageDown'], meaning: 'A page up and down' },
      { keys: ['Home', 'End'], meaning: 'First and last row' },
      { keys: ['←', '→'], meaning: 'Close and open a folder' },
      { keys: ['Enter'], meaning: 'Details' },
      { keys: ['Mod', 'C'], meaning: 'Copy the path' },
      { keys: ['a … z'], meaning: 'Filter by typing' },
    ],
  },
  {
    title: 'Records of a pipeline',
    lines: [
      { keys: ['Enter'], meaning: 'All of the record' },
      { keys: ['Shift', '↓'], meaning: 'Select several records' },
      { keys: ['Mod', 'A'], meaning: 'Select all that are shown' },
      { keys: ['Mod', 'C'], meaning: 'Copy the selected records' },
      { keys: ['Esc'], meaning: 'Nothing selected, then no filters' },
    ],
  },
  {
    title: 'Comparison',
    lines: [
      { keys: ['n', 'p'], meaning: 'Next and previous difference' },
      { keys: ['Enter'], meaning: 'Show the evidence' },
      { keys: ['d'], meaning: 'Only differences, or everything' },
      { keys: ['t'], meaning: 'Tree or list' },
      { keys: ['m'], meaning: 'Map' },
      { keys: ['x'], meaning: 'Swap the sides' },
      { keys: ['e'], meaning: 'Export a report' },
      { keys: ['Shift', '↓'], meaning: 'Select several rows' },
      { keys: ['Mod', 'A'], meaning: 'Select all that is shown' },
      { keys: ['Mod', 'C'], meaning: 'Copy the selected rows' },
    ],
  },
]

export function KeysDialog() {
  return (
    <Modal opened onClose={closeDialog} title="All keys" size={620}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title} className={styles.group}>
            <h3>{group.title}</h3>
            <dl>
              {group.lines.map((line) => (
                <div key={line.meaning} className={styles.line}>
                  <dt>{line.meaning}</dt>
                  <dd>
                    <KeyCombo keys={line.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
