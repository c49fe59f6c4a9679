import { escapeName } from '../render/escape-name.ts'

/** What many readers of manifests know; a pipeline that knows more says so where it is made. */
const usualProcesses: ReadonlySet<string> = new Set(['extractor', 'transformer', 'loader'])

export function isUsualProcess(process: string): boolean {
  return usualProcesses.has(process)
}

/** What follows from the name of a process that is none of the usual ones. */
export function tellUnusual(process: string): string {
  return `${escapeName(process)}: pipelines that know ${[...usualProcesses].join(', ')} alone cannot load it`
}
