import { z } from 'zod'

/** The closed set of codes an operation can fail with. */
export const errorCodeSchema = z.enum([
  'cancelled',
  'bad-usage',
  'not-found',
  'not-a-directory',
  'not-a-file',
  'permission-denied',
  'root-looks-wrong',
  'manifest-invalid',
  'manifest-version-unsupported',
  'manifest-not-recognised',
  'unsupported-algorithm',
  'output-refused',
  'already-exists',
  'disk-full',
  'write-failed',
  'read-failed',
  'run-id-taken',
  'run-log-invalid',
  'plan-invalid',
  'ledger-damaged',
  'ledger-version-unsupported',
  'unknown-token',
  'unknown-run',
  'run-not-ended',
  'unknown-view',
  'unsupported-by-host',
  'worker-failed',
  'internal',
])
export type ErrorCode = z.infer<typeof errorCodeSchema>
