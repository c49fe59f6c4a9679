import { IconTableOff } from '@tabler/icons-react'
import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { PathText } from '../../../components/path-text.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { countOf } from '../../../format/quantity.ts'
import styles from './plan.module.css'

/** A plan that is fine and has nothing to build: no input matches, or there is no param. */
export function NoCells({ detail }: { readonly detail: MatrixDetail }) {
  const { inputs, params, projectRoot } = detail
  const isInputMissing = inputs.length === 0
  const names = isInputMissing ? params.map(({ label }) => label) : inputs.map(({ label }) => label)
  return (
    <div className={styles.empty}>
      <IconTableOff size={40} stroke={1.4} aria-hidden />
      <h2>{isInputMissing ? 'No input matches' : 'This plan has no params'}</h2>
      <p>
        {isInputMissing
          ? 'The plan’s inputs are looked for here, and none was found. Add files that its globs match, or mend the globs: the grid comes as soon as there is one.'
          : 'A cell is one input with one param. Add a param to the plan: the grid comes as soon as it is saved.'}
      </p>
      <p className={styles.emptyPath}>
        <PathText path={projectRoot.displayPath} isMono />
      </p>
      {names.length > 0 && (
        <p className={styles.emptyNames}>
          {countOf(
            names.length,
            isInputMissing ? 'param waits' : 'input waits',
            isInputMissing ? 'params wait' : 'inputs wait',
          )}
          : <SafeText text={names.slice(0, 12).join(', ')} />
          {names.length > 12 && '…'}
        </p>
      )}
    </div>
  )
}
