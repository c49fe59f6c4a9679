import { classifyPath, findPathDanger, findWindowsDanger, pathDoubtful } from './path-rules.ts'
import type { ReaderNotes } from './reader-notes.ts'

/**
 * Why the entry of this path must not be taken in, in words; undefined where it may. What is a danger on Windows alone is
 * noted elsewhere.
 */
export function judgePath(bytes: Buffer, platform: NodeJS.Platform, notes: ReaderNotes): string | undefined {
  if (classifyPath(bytes, 0, bytes.length) !== pathDoubtful) return undefined
  const path = bytes.toString('utf8')
  const danger = findPathDanger(path)
  const onWindows = danger === undefined ? findWindowsDanger(path) : undefined
  if (danger !== undefined || onWindows === undefined) return danger
  if (platform === 'win32') return onWindows
  notes.add('cannot be restored under the same name on Windows', path)
  return undefined
}
