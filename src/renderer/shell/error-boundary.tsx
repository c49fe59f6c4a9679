import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { FailurePanel } from '../components/failure-panel.tsx'
import styles from './shell.module.css'

interface Props {
  readonly children: ReactNode
}

interface State {
  readonly error: Error | null
}

/** A defect in a view shows itself instead of an empty window. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: Error): State {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    const failure = {
      code: 'internal' as const,
      operation: 'show this view',
      message: `A part of the window failed: ${error.message}. Your manifests are not affected.`,
    }
    return (
      <main className={styles.broken}>
        <FailurePanel failure={failure}>
          <Button onClick={() => window.location.reload()}>Reload the window</Button>
        </FailurePanel>
      </main>
    )
  }
}
