import { usualProcesses } from '../../shared/model/usual-processes.ts'
import { escapeName } from '../render/escape-name.ts'

export function isUsualProcess(process: string): boolean {
  return usualProcesses.includes(process)
}

/** What follows from the name of a process that is none of the usual ones. */
export function tellUnusual(process: string): string {
  return `${escapeName(process)}: pipelines that know ${usualProcesses.join(', ')} alone cannot load it`
}
