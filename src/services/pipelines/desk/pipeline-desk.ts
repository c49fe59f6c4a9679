import type { RecordedAudit } from '../../../engine/index.ts'
import { isCancelled } from '../../../shared/errors/app-error.ts'
import type { MethodTable } from '../../workers/answer-call.ts'
import type {
  PipelineFacts,
  PipelineMethods,
  PipelineNews,
  PipelineSettings,
  PipelineSummary,
  PipelineWorkerData,
  PlacedCard,
} from '../../workers/pipeline-protocol.ts'
import { describeCards, findWorst } from './describe-cards.ts'
import { FileCheck } from './file-check.ts'
import { describeUnknown, findSeen } from './find-seen.ts'
import { FolderReader } from './folder-reader.ts'
import { countFileStates, takeHoldings, type Holdings } from './holdings.ts'
import { lookAtSizes } from './look-at-files.ts'
import type { ShelfChange } from './manifest-shelf.ts'
import { FilePlacer } from './place-files.ts'
import { RecordDesk } from './record-desk.ts'
import { planManifestRepair, repairManifest } from './repair-manifest.ts'
import { UnknownList } from './unknown-list.ts'

/** The first rows are asked for and shown meanwhile. */
const looksAfterMs = 300
/** Manifests become stale while nothing else changes. */
const cardsLastMs = 60_000

/** Answers for one folder of process manifests; reads it when first asked. */
export class PipelineDesk {
  private readonly abort = new AbortController()
  private readonly tell: (news: PipelineNews) => void
  private readonly data: PipelineWorkerData
  private readonly reader: FolderReader
  private readonly check: FileCheck
  private readonly records: RecordDesk
  private settings: PipelineSettings
  private holdings: Holdings
  /** Of the settings and holdings of now; made when asked for. */
  private cards: PlacedCard[] | undefined
  private cardsMadeMs = 0
  private readonly unknown = new UnknownList()
  /** Of the check that goes on. */
  private placer: FilePlacer | undefined
  private looking: AbortController | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(data: PipelineWorkerData, tell: (news: PipelineNews) => void) {
    const { signal } = this.abort
    this.tell = tell
    this.data = data
    this.settings = data.settings
    this.reader = new FolderReader(data.folder, signal, (change) => this.takeReading(change))
    this.holdings = takeHoldings(this.reader.shelf)
    this.check = new FileCheck(data, {
      onProgress: () => this.news(false),
      onIndex: (index) => void (this.placer = new FilePlacer(index)),
      onFiles: (files) => this.placer?.place(this.holdings, files),
      onUnknown: (files) => this.unknown.add(files, this.holdings),
      onAudit: (audit) => this.take(audit),
    })
    this.records = new RecordDesk({ signal, newest: () => this.ready(), onVerified: () => this.news(false) })
  }

  get methods(): MethodTable<PipelineMethods> {
    return {
      ...this.records.methods,
      summary: async () => {
        await this.ready()
        return this.summarise()
      },
      read: () => this.read(),
      look: () => {
        this.reader.look()
        return {}
      },
      configure: (settings) => this.configure(settings),
      check: async ({ readsContents }) => {
        await this.ready()
        await this.check.start(readsContents, this.settings)
        return {}
      },
      cancelCheck: async () => {
        await this.check.cancel()
        return {}
      },
      seen: async (subject) => findSeen(await this.ready(), subject, this.abort.signal),
      unknown: ({ offset, limit }) => ({
        files: this.unknown.slice(offset, limit).map((file) => describeUnknown(this.holdings, file)),
        fileCount: this.unknown.fileCount,
      }),
      planRepair: async (job) => planManifestRepair((await this.readNow()).manifests, job, this.abort.signal),
      repair: async (job) => {
        const done = await repairManifest((await this.readNow()).manifests, job, this.data, this.abort.signal)
        await this.reader.readNow()
        return done
      },
    }
  }

  /** Ends a check that goes on, and waits until the ledger has its end. */
  async close(): Promise<void> {
    this.abort.abort()
    this.looking?.abort()
    clearTimeout(this.timer)
    await this.check.cancel()
  }

  private async ready(): Promise<Holdings> {
    await this.reader.ready()
    return this.holdings
  }

  private async readNow(): Promise<Holdings> {
    await this.reader.readNow()
    return this.holdings
  }

  private async read(): Promise<PipelineFacts> {
    const { set } = await this.ready()
    return {
      summary: this.summarise(),
      manifests: this.describe(),
      setAside: [...this.reader.shelf.found.setAside],
      staleAfterDays: this.settings.staleAfterDays,
      fileCounts: countFileStates(this.holdings),
      duplicateCount: set.duplicateCount,
      unknownCount: this.unknown.strangerCount,
      copyCount: this.unknown.copyCount,
      check: this.check.state,
      isLooking: this.looking !== undefined,
    }
  }

  private summarise(): PipelineSummary {
    const cards = this.describe()
    return { manifestCount: cards.length, health: findWorst(cards), failure: this.reader.shelf.failure ?? null }
  }

  private describe(): PlacedCard[] {
    const nowMs = Date.now()
    if (this.cards === undefined || nowMs - this.cardsMadeMs > cardsLastMs) {
      this.cards = describeCards(this.holdings.manifests, this.settings.staleAfterDays)
      this.cardsMadeMs = nowMs
    }
    return this.cards
  }

  private configure(settings: PipelineSettings): Record<string, never> {
    this.settings = settings
    this.cards = undefined
    this.news(false)
    return {}
  }

  private takeReading({ hasChanged, hasNewRecords }: ShelfChange): void {
    if (!hasChanged) return
    this.holdings = takeHoldings(this.reader.shelf)
    this.cards = undefined
    this.unknown.refresh(this.holdings)
    this.news(hasNewRecords)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.lookAtFiles(), looksAfterMs)
  }

  /** So that what is missing or of another size shows without anybody asking. */
  private async lookAtFiles(): Promise<void> {
    this.looking?.abort()
    const looking = new AbortController()
    this.looking = looking
    try {
      await lookAtSizes(this.holdings, looking.signal)
    } catch (error) {
      if (!isCancelled(error)) throw error
    } finally {
      // A look that began since goes on.
      if (this.looking === looking) {
        this.looking = undefined
        this.news(false)
      }
    }
  }

  private take({ audit }: RecordedAudit): void {
    new FilePlacer(audit.index).place(this.holdings, audit.files.entries())
    this.placer = undefined
    this.unknown.take(audit.unknown.files, this.holdings)
    this.news(false)
  }

  private news(hasNewRecords: boolean): void {
    const summary = this.reader.hasRead ? this.summarise() : null
    this.tell({ hasNewRecords, summary, runId: this.check.runId })
  }
}
