// Neither `~` nor `=` is among them: shells expand the one, and zsh the other, at the start of a word.
const plain = /^[A-Za-z0-9_@%+:,./-]+$/u

/** One word for any POSIX shell (XCU 2.2.2): within single quotes every character is itself. */
export function quoteWord(text: string): string {
  return plain.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
