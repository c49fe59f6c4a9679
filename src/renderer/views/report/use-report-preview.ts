import { useCallback, useEffect, useRef, useState } from 'react'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import type { RequestInput, RequestOutput } from '../../../shared/ipc/contract.ts'
import { request, toWire } from '../../bridge/host.ts'

type PreviewInput = RequestInput<'report.preview'>

export type Preview =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: WireError }
  | { readonly state: 'shown'; readonly preview: RequestOutput<'report.preview'> }

/** The preview in the format asked for last; those that were overtaken are dropped. */
export function useReportPreview({ subject, format }: PreviewInput): { preview: Preview; retry: () => void } {
  const [preview, setPreview] = useState<Preview>({ state: 'loading' })
  const sequence = useRef(0)
  const load = useCallback(() => {
    const number = ++sequence.current
    const put = (next: Preview): void => {
      if (number === sequence.current) setPreview(next)
    }
    put({ state: 'loading' })
    request('report.preview', { subject, format }).then(
      (shown) => put({ state: 'shown', preview: shown }),
      (error: unknown) => put({ state: 'failed', failure: toWire(error) }),
    )
  }, [subject, format])
  useEffect(load, [load])
  return { preview, retry: load }
}
