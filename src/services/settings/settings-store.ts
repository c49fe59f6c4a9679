import { join } from 'node:path'
import { readStateFile, writeStateFile } from '../../engine/index.ts'
import { settingsSchema, type Settings } from '../../shared/ipc/library-schemas.ts'

const defaults: Settings = {
  theme: 'system',
  algorithms: ['sha256'],
  isJunkExcluded: true,
  exclude: [],
  notifyWhenDone: true,
}

/** The user's settings in `<workspace>/settings.json`, read anew each time because another process may write them. */
export class SettingsStore {
  private readonly path: string
  private readonly warn: (message: string) => void

  constructor(workspace: string, warn: (message: string) => void) {
    this.path = join(workspace, 'settings.json')
    this.warn = warn
  }

  async read(): Promise<Settings> {
    const { value, warning } = await readStateFile(this.path, settingsSchema, defaults)
    if (warning !== undefined) this.warn(warning)
    return value
  }

  async write(settings: Settings): Promise<Settings> {
    await writeStateFile(this.path, settings)
    return settings
  }
}
