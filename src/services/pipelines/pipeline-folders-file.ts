import { join } from 'node:path'
import { z } from 'zod'
import { readStateFile, writeStateFile } from '../../engine/index.ts'

const folderSchema = z.strictObject({
  path: z.string(),
  /** Where files without a record are looked for; empty: the folders that hold recorded files. */
  dataFolders: z.array(z.string()),
  staleAfterDays: z.number().positive(),
})
const fileSchema = z.strictObject({ version: z.literal(1), folders: z.array(folderSchema) })

/** A folder of process manifests in the list, by its path with links resolved. */
export type ListedPipeline = Readonly<z.infer<typeof folderSchema>>

/** `<workspace>/pipeline-folders.json`: the folders of process manifests, in the order they were added. */
export class PipelineFoldersFile {
  private readonly path: string
  private readonly warn: (message: string) => void
  private writing: Promise<void> = Promise.resolve()

  constructor(workspace: string, warn: (message: string) => void) {
    this.path = join(workspace, 'pipeline-folders.json')
    this.warn = warn
  }

  async read(): Promise<ListedPipeline[]> {
    const { value, warning } = await readStateFile(this.path, fileSchema, { version: 1, folders: [] })
    if (warning !== undefined) this.warn(warning)
    return value.folders
  }

  /** One list after the other, so that the newest is the one that stays. Errors: those of a durable write. */
  write(folders: readonly ListedPipeline[]): Promise<void> {
    const written = this.writing.then(() => writeStateFile(this.path, { version: 1, folders }))
    this.writing = written.catch(() => undefined)
    return written
  }
}
