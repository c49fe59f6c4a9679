import { BuildHistory, type BuildRecord } from '../../engine/index.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'

/** The builds on record, brought up to date whenever somebody looks; what came is told to all who hold plans. */
export class BuildHistoryDesk {
  /** Why the ledger cannot be read, in words. */
  notice: string | null = null
  private readonly workspace: string
  private readonly onBuilds: (builds: readonly BuildRecord[]) => void
  private opening: Promise<BuildHistory> | undefined

  constructor(workspace: string, onBuilds: (builds: readonly BuildRecord[]) => void) {
    this.workspace = workspace
    this.onBuilds = onBuilds
  }

  /** Undefined where the ledger cannot be read: then alterations do not show. Never rejects. */
  async refresh(): Promise<BuildHistory | undefined> {
    try {
      const history = await (this.opening ??= BuildHistory.open(this.workspace))
      const isFirst = history.version === 0
      const builds = history.refresh()
      this.notice = null
      if (!isFirst && builds.length > 0) this.onBuilds(builds)
      return history
    } catch (error) {
      // What could not be opened may be mended by the next time.
      this.opening = undefined
      const reason = toWireError(error, 'read builds').message
      this.notice = `What builds recorded cannot be read, so that alterations do not show: ${reason}`
      return undefined
    }
  }

  async close(): Promise<void> {
    const history = await this.opening?.catch(() => undefined)
    history?.close()
  }
}
