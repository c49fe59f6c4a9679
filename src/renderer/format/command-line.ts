import type { Capabilities } from '../../shared/ipc/library-schemas.ts'

const harmless = /^[\w@%+=:,./-]+$/

/** One argument as one word of the platform's usual shell. */
function quoteWord(word: string, platform: Capabilities['platform']): string {
  if (harmless.test(word)) return word
  if (platform === 'win32') return `"${word.replaceAll('"', '""')}"`
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** A command line that can be pasted into a shell, from its arguments. */
export function quoteCommand(words: readonly string[], platform: Capabilities['platform']): string {
  return words.map((word) => quoteWord(word, platform)).join(' ')
}
