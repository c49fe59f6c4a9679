import { basename, dirname } from 'node:path'
import { buildFolder, FlatFolderHints } from '../../engine/index.ts'
import type { Plan } from '../../shared/model/plan.ts'

const patrolMs = 2000
/** More folders of inputs than that are not watched: the plan's own file says when to look again. */
const maxInputFolders = 16

/** Each is a hint to look; `name` is null where it is not known which. */
export interface PlanWatchListeners {
  readonly onPlan: () => void
  readonly onInputs: () => void
  readonly onArtifact: (name: string | null) => void
  readonly onStaging: (permutationId: string | null) => void
  /** Every two seconds, hints or not. */
  readonly onPatrol: () => void
}

/** Hints about a plan's file, its inputs, its output folder and the builds in it, whichever of them are there. */
export class PlanWatch {
  private readonly listeners: PlanWatchListeners
  private readonly file: FlatFolderHints
  private readonly timer: NodeJS.Timeout
  private places = ''
  private followed: readonly FlatFolderHints[] = []

  constructor(path: string, listeners: PlanWatchListeners) {
    this.listeners = listeners
    const ownName = basename(path)
    this.file = new FlatFolderHints(dirname(path), (name) => {
      if (name === null || name === ownName) listeners.onPlan()
    })
    this.timer = setInterval(() => this.patrol(), patrolMs)
    void this.file.follow()
  }

  /** Why something may be told late; null when all is watched. */
  get notice(): string | null {
    return [this.file, ...this.followed].find(({ notice }) => notice !== null)?.notice ?? null
  }

  /** Watches the folders of this plan from now on. */
  async follow({ outputFolder, inputs }: Pick<Plan, 'outputFolder' | 'inputs'>): Promise<void> {
    const folders = [...new Set(inputs.flatMap(({ path }) => (path === null ? [] : [dirname(path)])))]
    const places = JSON.stringify([outputFolder, folders])
    if (places === this.places) return
    this.places = places
    for (const hints of this.followed) hints.close()
    const { onArtifact, onStaging, onInputs } = this.listeners
    const staging = new FlatFolderHints(buildFolder(outputFolder), onStaging)
    const stagingName = basename(buildFolder(outputFolder))
    const output = new FlatFolderHints(outputFolder, (name) => {
      if (name === stagingName || name === null) void staging.follow()
      if (name !== stagingName) onArtifact(name)
    })
    const watched = folders.slice(0, maxInputFolders).filter((folder) => folder !== outputFolder)
    this.followed = [output, staging, ...watched.map((folder) => new FlatFolderHints(folder, () => onInputs()))]
    await Promise.all(this.followed.map((hints) => hints.follow()))
  }

  close(): void {
    clearInterval(this.timer)
    for (const hints of [this.file, ...this.followed]) hints.close()
  }

  private patrol(): void {
    for (const hints of [this.file, ...this.followed]) void hints.follow()
    this.listeners.onPatrol()
  }
}
