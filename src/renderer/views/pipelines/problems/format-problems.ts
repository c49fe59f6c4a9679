import type { ManifestProblemView } from '../../../../shared/ipc/pipeline-schemas.ts'

/** 'records["ab…"].file_size (line 12): is a text, not a number'. */
export function formatProblem({ field, line, message }: ManifestProblemView): string {
  const where = field === '' ? 'the whole file' : field
  return `${where}${line === null ? '' : ` (line ${line})`}: ${message}`
}

/** One a line, under the path of the file they are in. */
export function formatProblems(path: string, problems: readonly ManifestProblemView[]): string {
  return [path, ...problems.map(formatProblem)].join('\n')
}
