/** Beyond that no line says more of what happened. */
const maxSaidLength = 300
const maxReadLength = 2000

const traceback = /^Traceback \(most recent call last\):/u
/** "Error: no room", "TypeError [ERR_X]: …", "sqlite3.OperationalError: locked", "java.io.IOException: …", "MemoryError". */
const namedError = /^(?:\S.*[\s:[(])?[\w.$]*(?:Error|Exception)(?:\s\[\w+\])?:\s|^[\w.$]*(?:Error|Exception)$/u
/** "fatal: no more", "tool: error: …", "error[E0308]: …", "[ERROR] …", "npm ERR! …". */
const errorWord = /^(?:\S.*[\s:[(])?(?:error|err|fatal|panic|critical)(?:\[\w+\]:|[:\]!])(?:\s|$)/iu
const tellsError = /error|exception|fatal|fail|cannot|denied|no space/iu
/** Of a stack, of an object that was printed, or nothing but signs; and what Node says last of all. */
const noise = /^\s*at\s|^\s*File "|^\s+[\w$'"[\]]+: |^[^\p{L}\p{N}]*$|^Node\.js v\d/u

/**
 * Of the last lines of stderr, the one that says best why a program ended: the last that names an error, else one that
 * speaks of one, else the last that is more than a part of a stack. Undefined where there is none.
 */
export function chooseLastWords(lines: readonly string[]): string | undefined {
  const read = lines.map((line) => line.slice(0, maxReadLength).trimEnd())
  const telling = read.filter((line) => !noise.test(line))
  const said =
    findRaised(read) ??
    telling.findLast((line) => namedError.test(line) || errorWord.test(line)) ??
    telling.findLast((line) => tellsError.test(line)) ??
    telling.at(-1) ??
    read.at(-1)
  return said?.trim().slice(0, maxSaidLength)
}

/** What Python names under its last traceback, whatever the exception is called. */
function findRaised(lines: readonly string[]): string | undefined {
  const from = lines.findLastIndex((line) => traceback.test(line))
  return from === -1 ? undefined : lines.slice(from + 1).find((line) => /^[A-Za-z_]/u.test(line))
}
