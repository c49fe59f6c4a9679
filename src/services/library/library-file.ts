import { join } from 'node:path'
import { z } from 'zod'
import { readStateFile, writeStateFile } from '../../engine/index.ts'

const librarySchema = z.strictObject({
  version: z.literal(1),
  /** Manifests from elsewhere, by reference, with the folder they describe for when they cannot be read. */
  added: z.array(z.strictObject({ path: z.string(), directory: z.string() })),
  /** Manifests taken out of the library, and when: one written anew later comes back. */
  forgotten: z.array(z.strictObject({ path: z.string(), forgottenUtc: z.string() })),
})
export type LibraryState = z.infer<typeof librarySchema>

const emptyLibrary: LibraryState = { version: 1, added: [], forgotten: [] }

/** `<workspace>/library.json`; changes of one process are made one after another. */
export class LibraryFile {
  private readonly path: string
  private readonly warn: (message: string) => void
  private lastChange: Promise<unknown> = Promise.resolve()

  constructor(workspace: string, warn: (message: string) => void) {
    this.path = join(workspace, 'library.json')
    this.warn = warn
  }

  async read(): Promise<LibraryState> {
    const { value, warning } = await readStateFile(this.path, librarySchema, emptyLibrary)
    if (warning !== undefined) this.warn(warning)
    return value
  }

  async add(path: string, directory: string): Promise<void> {
    await this.change((state) => ({
      ...state,
      added: [...state.added.filter((item) => item.path !== path), { path, directory }],
      forgotten: state.forgotten.filter((item) => item.path !== path),
    }))
  }

  async forget(path: string): Promise<void> {
    const forgottenUtc = new Date().toISOString()
    await this.change((state) => ({
      ...state,
      added: state.added.filter((item) => item.path !== path),
      forgotten: [...state.forgotten.filter((item) => item.path !== path), { path, forgottenUtc }],
    }))
  }

  private async change(edit: (state: LibraryState) => LibraryState): Promise<void> {
    const done = this.lastChange.then(async () => writeStateFile(this.path, edit(await this.read())))
    // The next change does not depend on whether this one could be written; its own caller is told.
    this.lastChange = done.catch(() => undefined)
    await done
  }
}
