/** Options of recorded command lines that have a value after them. */
const valued = new Set([
  '--output',
  '--algorithm',
  '--include',
  '--exclude',
  '--base',
  '--format',
  '--against',
  '--for',
  '--data',
  '--stale-after',
  '--source-id',
  '--dataset',
  '--etag',
  '--record-version',
  '--shape',
])

/** The words of a command line as Assay records it: paths are absolute, options are spelled out. */
export class ReadCommand {
  readonly plain: string[] = []
  private readonly options = new Map<string, string[]>()

  constructor(words: readonly string[]) {
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? ''
      if (!word.startsWith('--')) this.plain.push(word)
      else if (valued.has(word)) this.options.set(word, [...this.all(word), words[(at += 1)] ?? ''])
      else this.options.set(word, [])
    }
  }

  has(name: string): boolean {
    return this.options.has(name)
  }

  all(name: string): string[] {
    return this.options.get(name) ?? []
  }
}
