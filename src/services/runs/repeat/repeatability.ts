import type { RunPageDetail } from '../../../shared/ipc/ledger-schemas.ts'

/** Whether a run can be done again from here, and what that would replace. */
export type Repeatability = Pick<RunPageDetail, 'notRepeatable' | 'replaces' | 'canCancel'>
