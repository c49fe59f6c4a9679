import { join } from 'node:path'
import { z } from 'zod'
import { readStateFile, writeStateFile } from '../../engine/index.ts'
import { watchedFolderSchema, type WatchedFolder } from '../../shared/ipc/ledger-schemas.ts'

const fileSchema = z.strictObject({
  version: z.literal(1),
  folders: z.array(z.strictObject({ type: watchedFolderSchema.shape.type, path: z.string() })),
})

/** A folder that was asked to be watched, by its path with links resolved. */
export interface ChosenFolder {
  readonly type: WatchedFolder['type']
  readonly path: string
}

/** `<workspace>/watched-folders.json`: the folders watched besides the workspace's own. */
export class WatchedFoldersFile {
  private readonly path: string
  private readonly warn: (message: string) => void
  private writing: Promise<void> = Promise.resolve()

  constructor(workspace: string, warn: (message: string) => void) {
    this.path = join(workspace, 'watched-folders.json')
    this.warn = warn
  }

  async read(): Promise<ChosenFolder[]> {
    const { value, warning } = await readStateFile(this.path, fileSchema, { version: 1, folders: [] })
    if (warning !== undefined) this.warn(warning)
    return value.folders
  }

  /** One list after the other, so that the newest is the one that stays. Errors: those of a durable write. */
  write(folders: readonly ChosenFolder[]): Promise<void> {
    const written = this.writing.then(() => writeStateFile(this.path, { version: 1, folders }))
    this.writing = written.catch(() => undefined)
    return written
  }
}
