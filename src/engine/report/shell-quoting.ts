const plain = /^[A-Za-z0-9_@%+=:,./-]+$/u
// Anything invisible must be seen in a command that a person copies, or it names another file than it seems to.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u

/** One word of a POSIX shell, whatever the text; bash's and zsh's `$'…'` where it holds what cannot be seen. */
export function quoteForShell(text: string): string {
  if (plain.test(text)) return text
  return invisible.test(text)
    ? quoteBytes(new TextEncoder().encode(text))
    : `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** The same of bytes that need not be UTF-8. */
export function quoteBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes, (byte) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
    return isPlain ? String.fromCharCode(byte) : String.raw`\x` + byte.toString(16).padStart(2, '0')
  })
  return `$'${shown.join('')}'`
}

export function isWindowsPath(path: string): boolean {
  return /^[A-Za-z]:[\\/]|^\\\\/u.test(path)
}

export function quoteForPowerShell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
