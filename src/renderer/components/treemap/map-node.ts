/** What a map draws: a tree of folders, entries, and rests that gather what is too small. */
export interface MapNode {
  readonly id: number
  readonly parent: number | null
  readonly name: string
  readonly path: string
  readonly type: 'folder' | 'entry' | 'rest'
  readonly sizeBytes: number
  readonly entryCount: number
}

export type ColorScheme = 'light' | 'dark'
