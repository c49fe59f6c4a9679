/** One kind of oddity met while reading: how often, and the first path. */
interface Note {
  count: number
  readonly firstPath: string
}

/** What a person should know about a manifest's entries, told once a kind however many entries it concerns. */
export class ReaderNotes {
  private readonly notes = new Map<string, Note>()

  /** Counts one more entry of a kind. `kind` completes "3 entries …" or, with one, "1 entry …". */
  add(kind: string, path: string): void {
    const note = this.notes.get(kind)
    if (note === undefined) this.notes.set(kind, { count: 1, firstPath: path })
    else note.count += 1
  }

  /** The notes as sentences. */
  toWarnings(): string[] {
    return Array.from(this.notes, ([kind, note]) => {
      const [entries, first] = note.count === 1 ? ['1 entry', ''] : [`${note.count} entries`, 'the first ']
      return `${entries} ${kind}: ${first}${JSON.stringify(note.firstPath)}.`
    })
  }
}
