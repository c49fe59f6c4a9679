import { Button } from '@mantine/core'
import { useState } from 'react'
import type { RequestInput, RequestOutput } from '../../../shared/ipc/contract.ts'
import type { ReportFormat } from '../../../shared/model/report.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { formatLooks } from './report-formats.ts'
import { useReportPreview } from './use-report-preview.ts'
import styles from './report.module.css'

const skeletonLines = [62, 38, 0, 84, 76, 80, 0, 70, 74, 66, 78, 58]

function PreviewSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Making the preview">
      {skeletonLines.map((width, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines of a picture have no other identity
        <span key={index} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

/** The host's own page in a frame that may run its script and nothing else. */
function PagePreview({ url }: { readonly url: string }) {
  const [isLoaded, setIsLoaded] = useState(false)
  return (
    <>
      {!isLoaded && <PreviewSkeleton />}
      <iframe
        className={styles.frame}
        data-loading={!isLoaded || undefined}
        title="Preview of the report"
        src={url}
        sandbox="allow-scripts"
        onLoad={() => setIsLoaded(true)}
      />
    </>
  )
}

function ShownPreview({ preview }: { readonly preview: RequestOutput<'report.preview'> }) {
  if (preview.type === 'page') return <PagePreview key={preview.url} url={preview.url} />
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by key
    <pre className={`mono ${styles.text}`} tabIndex={0} role="region" aria-label="Preview of the report">
      {preview.text}
    </pre>
  )
}

function describePreview(format: ReportFormat, preview: RequestOutput<'report.preview'> | undefined): string {
  if (format === 'pdf') return 'The PDF has the same content, set on pages.'
  return preview?.type === 'text' && !preview.isWhole ? 'This is the beginning. The file has all of it.' : ''
}

interface Props {
  readonly subject: RequestInput<'report.preview'>['subject']
  readonly format: ReportFormat
}

/** What the report looks like, before there is a file. */
export function ReportPreview({ subject, format }: Props) {
  const { preview, retry } = useReportPreview({ subject, format })
  const shown = preview.state === 'shown' ? preview.preview : undefined
  return (
    <section className={styles.preview} aria-label={`Preview, ${formatLooks[format].name}`}>
      <div className={styles.previewBox}>
        {preview.state === 'loading' && <PreviewSkeleton />}
        {preview.state === 'failed' && (
          <div className={styles.previewFailed}>
            <FailurePanel failure={preview.failure}>
              <Button variant="default" onClick={retry}>
                Try again
              </Button>
            </FailurePanel>
          </div>
        )}
        {shown !== undefined && <ShownPreview preview={shown} />}
      </div>
      <p className={styles.previewNote}>{describePreview(format, shown)}</p>
    </section>
  )
}
