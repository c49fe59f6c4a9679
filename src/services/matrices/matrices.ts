import { createHash } from 'node:crypto'
import { identifyFile } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { EventPayload } from '../../shared/ipc/contract.ts'
import type { KeptPlan } from '../workers/matrix-protocol.ts'
import { MatrixThread } from './matrix-thread.ts'
import { PlansFile } from './plans-file.ts'

const idLength = 24
const planName = /\.(?:json|ya?ml)$/iu

export interface MatricesDependencies {
  readonly workspace: string
  readonly version: string
  /** Called when the list, a plan or its cells are in another state, at most four times a second for each plan. */
  readonly onChange: (change: EventPayload<'plans.changed'>) => void
  readonly warn: (message: string) => void
}

/** The plans in the list, kept over restarts, and the thread that holds and watches them. */
export class Matrices {
  readonly thread: MatrixThread
  private readonly dependencies: MatricesDependencies
  private readonly file: PlansFile
  private plans: readonly KeptPlan[] = []

  constructor(dependencies: MatricesDependencies) {
    this.dependencies = dependencies
    this.file = new PlansFile(dependencies.workspace, dependencies.warn)
    this.thread = new MatrixThread(dependencies)
  }

  /** Begins with the plans that were added before; without any, no thread begins. */
  async start(): Promise<void> {
    this.plans = (await this.file.read()).map(keep)
    // The thread begins beside the app's start, not before it.
    void this.thread.follow(this.plans).catch(() => undefined)
  }

  get isEmpty(): boolean {
    return this.plans.length === 0
  }

  /** Whether the plan at a path, links resolved, is in the list. */
  has(realPath: string): boolean {
    return this.plans.some(({ path }) => path === realPath)
  }

  /** The id of the plan at a path; null where it is not in the list. */
  async findId(path: string): Promise<string | null> {
    const realPath = (await identifyFile(path))?.realPath ?? path
    return this.plans.find((plan) => plan.path === realPath)?.planId ?? null
  }

  /** Returns the plan's id. Errors: `not-found`, `bad-usage` (no plan by its name), those of a durable write. */
  async add(path: string): Promise<string> {
    const operation = 'add plan'
    const file = await identifyFile(path)
    if (file === undefined) {
      throw new AppError({ code: 'not-found', operation, path, message: `There is no file ${path}.` })
    }
    if (!planName.test(file.realPath)) {
      const message = `${path} is no plan: a plan is a file <name>.plan.json, .plan.yaml or .plan.yml.`
      throw new AppError({ code: 'bad-usage', operation, path, message })
    }
    const plan = keep(file.realPath)
    if (!this.plans.some(({ planId }) => planId === plan.planId)) await this.save([...this.plans, plan])
    return plan.planId
  }

  /** Its files stay; builds of it that were started here are stopped. Errors: those of a durable write. */
  async remove(planId: string): Promise<void> {
    const plans = this.plans.filter((plan) => plan.planId !== planId)
    if (plans.length !== this.plans.length) await this.save(plans)
  }

  /** Stops builds gently; takes two seconds at most. */
  close(): Promise<void> {
    return this.thread.close()
  }

  private async save(plans: readonly KeptPlan[]): Promise<void> {
    await this.file.write(plans.map(({ path }) => path))
    this.plans = plans
    await this.thread.follow(plans)
    this.dependencies.onChange({ planId: null, isPlanNew: true })
  }
}

/** The id is made of the path, so that an address of the page stays good after a restart. */
function keep(path: string): KeptPlan {
  return { planId: createHash('sha256').update(path).digest('hex').slice(0, idLength), path }
}
