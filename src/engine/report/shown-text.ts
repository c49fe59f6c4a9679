import type { Entry } from '../../shared/model/entry.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import { escapeName, escapeNameBytes, escapeText } from '../../shared/text/escape-name.ts'
import { formatSizeExactly } from '../../shared/text/quantities.ts'
import { isWindowsPath, quoteForPowerShell, quoteForShell } from './shell-quoting.ts'

/** A path of some machine: nothing invisible in it, and the separators of Windows as people write them. */
export function showLocation(location: string): string {
  return isWindowsPath(location) ? escapeText(location) : escapeName(location)
}

/** The path of a finding, with the exact bytes where they are not UTF-8. */
export function showPath(finding: Finding): string {
  return showEntryPath(finding.path, finding.right ?? finding.left)
}

/** Where a moved file was; undefined for anything else. */
export function showFromPath(finding: Finding): string | undefined {
  return finding.fromPath === undefined ? undefined : showEntryPath(finding.fromPath, finding.left)
}

function showEntryPath(path: string, entry: Entry | undefined): string {
  const { pathBase64 } = entry?.path === path ? entry : {}
  return pathBase64 === undefined ? escapeName(path) : escapeNameBytes(decodeBase64(pathBase64))
}

// Not Buffer: the page of the HTML report shows paths with these functions too.
function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

/** "2026-11-20 21:25:01 UTC", with as much of the second as `digits` says. */
export function showTime(isoUtc: string, digits = 0): string {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|\+00:00)$/u.exec(isoUtc)
  if (found === null) return escapeText(isoUtc)
  const [, day, second, fraction = ''] = found
  const shownFraction = fraction.slice(0, digits).replace(/0+$/u, '')
  return `${day} ${second}${shownFraction === '' ? '' : `.${shownFraction}`} UTC`
}

/** A command as it is typed; on Windows as PowerShell takes it. */
export function showCommand(command: readonly string[]): string {
  const quote = command.some(isWindowsPath) ? quoteForWindows : quoteForShell
  return command.map(quote).join(' ')
}

function quoteForWindows(word: string): string {
  return /^[\w./:\\-]+$/u.test(word) ? word : quoteForPowerShell(escapeText(word))
}

/** What each side states besides its digests, in words; on one line where they agree. */
export function describeSides({ left, right }: Finding): string[] {
  const shownLeft = left === undefined ? '' : describeSide(left)
  const shownRight = right === undefined ? '' : describeSide(right)
  if (shownLeft !== '' && shownLeft === shownRight) return [`both: ${shownLeft}`]
  const sides = [
    ['left', shownLeft],
    ['right', shownRight],
  ]
  return sides.flatMap(([side = '', shown = '']) => (shown === '' ? [] : [`${side}: ${shown}`]))
}

function describeSide(entry: Entry): string {
  const parts = [
    entry.kind === 'file' ? '' : (entry.special ?? entry.kind),
    entry.sizeBytes === undefined ? '' : formatSizeExactly(entry.sizeBytes),
    entry.modifiedUtc === undefined ? '' : showTime(entry.modifiedUtc, 9),
    entry.target === undefined ? '' : `to ${escapeName(entry.target)}`,
    entry.error === undefined ? '' : escapeText(`${entry.error.code}: ${entry.error.message}`),
  ]
  return parts.filter((part) => part !== '').join(', ')
}
