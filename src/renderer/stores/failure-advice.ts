import type { ErrorCode } from '../../shared/errors/error-codes.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'

const titles: Partial<Record<ErrorCode, string>> = {
  'not-found': 'Nothing is there',
  'not-a-directory': 'That is not a folder',
  'not-a-file': 'That is not a file',
  'permission-denied': 'Not allowed to read it',
  'root-looks-wrong': 'This folder does not look like the right one',
  'manifest-invalid': 'The manifest is damaged',
  'manifest-version-unsupported': 'The manifest is from a newer version',
  'manifest-not-recognised': 'This file is not a manifest',
  'unsupported-algorithm': 'The digest algorithm is not supported',
  'already-exists': 'A file of that name is there',
  'output-refused': 'Cannot write there',
  'disk-full': 'The disk is full',
  'write-failed': 'Writing failed',
  'read-failed': 'Reading failed',
  'worker-failed': 'A part of Assay stopped',
  'unsupported-by-host': 'Not possible here',
  'ledger-damaged': 'The ledger is damaged',
  'ledger-version-unsupported': 'The ledger is from a newer version',
  'run-log-invalid': 'This is not a run log',
  'build-failed': 'The build failed',
  'unknown-run': 'This run is no longer known',
}

/** A heading and the sentence of the error, with the path when the sentence does not name it. */
export function describeFailure(wire: WireError): { title: string; message: string } {
  const title = titles[wire.code] ?? 'Something went wrong'
  const isPathNamed = wire.path === undefined || wire.message.includes(wire.path)
  return { title, message: isPathNamed ? wire.message : `${wire.message} (${wire.path})` }
}
