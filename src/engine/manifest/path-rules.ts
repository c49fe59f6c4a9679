const reservedStem = /^(?:con|prn|aux|nul|conin\$|conout\$|com[1-9¹²³]|lpt[1-9¹²³])$/iu
const driveStart = /^[a-z]:/iu

/**
 * Why a manifest path could leave its root or mean no entry, in words; undefined for a path that is safe to join to the
 * root. Such an entry is never opened.
 */
export function findPathDanger(path: string): string | undefined {
  if (path === '') return 'the path is empty'
  if (path.includes('\0')) return 'the path contains a NUL character'
  if (path.startsWith('/')) return 'the path is absolute'
  for (const component of path.split('/')) {
    if (component === '') return 'the path has an empty component'
    if (component === '.') return 'the path has a component "."'
    if (component === '..') return 'the path climbs out of its folder with ".."'
  }
  return undefined
}

/** Why a path means something else on Windows, in words: a reason to reject it there, and a warning elsewhere. */
export function findWindowsDanger(path: string): string | undefined {
  if (driveStart.test(path)) return 'the path names a Windows drive'
  if (path.startsWith('\\')) return 'the path is absolute on Windows'
  if (path.includes('\\')) return 'the path holds a backslash, which separates folders on Windows'
  if (path.includes(':')) return 'the path names an alternate data stream on Windows'
  for (const component of path.split('/')) {
    const stem = (component.split('.')[0] ?? '').trimEnd()
    if (reservedStem.test(stem)) return `"${component}" is a device on Windows`
  }
  return undefined
}

const reservedThree: ReadonlySet<number> = new Set(['con', 'prn', 'aux', 'nul'].map(packLetters))
const comCode = packLetters('com')
const lptCode = packLetters('lpt')
const conCode = packLetters('con')

function packLetters(letters: string): number {
  return (letters.charCodeAt(0) << 16) | (letters.charCodeAt(1) << 8) | letters.charCodeAt(2)
}

/** Errs to "yes": `config` is not taken for `con`, but `coning` is taken for `conin$`. */
function mayBeDevice(bytes: Uint8Array, start: number, end: number): boolean {
  const code = ((bytes[start]! | 32) << 16) | ((bytes[start + 1]! | 32) << 8) | (bytes[start + 2]! | 32)
  const next = start + 3 < end ? bytes[start + 3]! : 0x2e
  if (code === comCode || code === lptCode) return next >= 0x80 || (next >= 0x31 && next <= 0x39)
  if (code === conCode && ((next | 32) === 0x69 || (next | 32) === 0x6f)) return end - start >= 6
  return reservedThree.has(code) && (next === 0x2e || next === 0x20)
}

function isPlainComponent(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  if (length === 0) return false
  if (bytes[start] === 0x2e && (length === 1 || (length === 2 && bytes[start + 1] === 0x2e))) return false
  return length < 3 || !mayBeDevice(bytes, start, end)
}

/** What `classifyPath` found: not harmless for sure, harmless and ASCII, or harmless with other bytes. */
export const pathDoubtful = 0
export const pathAscii = 1
export const pathBeyondAscii = 2

/**
 * Whether the path in `bytes[start, end)` is harmless everywhere, by a quick rule that errs to `pathDoubtful`: then
 * `findPathDanger` and `findWindowsDanger` decide.
 */
export function classifyPath(bytes: Uint8Array, start: number, end: number): number {
  let componentStart = start
  let seen = 0
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at]!
    seen |= byte
    if (byte === 0x2f) {
      if (!isPlainComponent(bytes, componentStart, at)) return pathDoubtful
      componentStart = at + 1
    } else if (byte === 0x3a || byte === 0x5c || byte === 0) return pathDoubtful
  }
  if (!isPlainComponent(bytes, componentStart, end)) return pathDoubtful
  return seen < 0x80 ? pathAscii : pathBeyondAscii
}
