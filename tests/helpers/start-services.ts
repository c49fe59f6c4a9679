import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServices, type Services } from '../../src/services/create-services.ts'
import { dispatch } from '../../src/services/dispatch.ts'
import type { HostPort } from '../../src/services/host-port.ts'
import { fromWireError } from '../../src/shared/errors/wire-error.ts'
import type {
  EventChannel,
  EventPayload,
  RequestChannel,
  RequestInput,
  RequestOutput,
} from '../../src/shared/ipc/contract.ts'
import type { RunSnapshot } from '../../src/shared/model/run.ts'

type SeenEvent = { [C in EventChannel]: { readonly channel: C; readonly payload: EventPayload<C> } }[EventChannel]

/** A host without dialogs and file manager, as the browser host is. */
export const plainHost: HostPort = {
  capabilities: {
    hasNativeDialogs: false,
    canRevealInFileManager: false,
    canResolveDroppedFiles: false,
    hasNativeMenu: false,
    platform: 'linux',
  },
}

/** The real services over a temp workspace, asked the way hosts ask them, with the contract checked both ways. */
export class TestServices {
  readonly root: string
  readonly workspace: string
  readonly events: SeenEvent[] = []
  private readonly watchers = new Set<() => void>()
  private services: Services | undefined

  private constructor(root: string) {
    this.root = root
    this.workspace = join(root, 'workspace')
  }

  static async start(host: HostPort = plainHost, startFolder?: string): Promise<TestServices> {
    const test = new TestServices(await realpath(await mkdtemp(join(tmpdir(), 'assay-services-'))))
    await mkdir(join(test.root, 'data'))
    await test.open(host, startFolder)
    return test
  }

  /** A folder beside the workspace, to be filled and scanned. */
  get data(): string {
    return join(this.root, 'data')
  }

  get running(): Services {
    if (this.services === undefined) throw new Error('the services are closed')
    return this.services
  }

  /** Closes the services and starts new ones over the same workspace. */
  async restart(host: HostPort = plainHost): Promise<void> {
    await this.running.close()
    await this.open(host)
  }

  async call<C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<RequestOutput<C>> {
    const reply = await dispatch(this.running.handlers, channel, input)
    if (!reply.ok) throw fromWireError(reply.error)
    return reply.value as RequestOutput<C>
  }

  tokenOf(path: string): string {
    return this.running.locations.issue(path).token
  }

  /** Resolves when an event the test waits for has come, or is among those that came before. */
  async event(matches: (event: SeenEvent) => boolean): Promise<SeenEvent> {
    for (;;) {
      const found = this.events.find(matches)
      if (found !== undefined) return found
      await new Promise<void>((resolve) => {
        this.watchers.add(resolve)
      })
    }
  }

  /** Resolves with a run once it is in one of the states. */
  async runIn(runId: string, ...states: RunSnapshot['state'][]): Promise<RunSnapshot> {
    const isReached = (event: SeenEvent): boolean =>
      event.channel === 'run.changed' && event.payload.runId === runId && states.includes(event.payload.state)
    const event = await this.event(isReached)
    if (event.channel !== 'run.changed') throw new Error('not a run')
    return event.payload
  }

  async close(): Promise<void> {
    await this.services?.close()
    await rm(this.root, { recursive: true })
  }

  private async open(host: HostPort, startFolder?: string): Promise<void> {
    this.services = await createServices({
      workspace: this.workspace,
      version: '0.0.0-test',
      host,
      onEvent: (channel, payload) => {
        this.events.push({ channel, payload } as SeenEvent)
        for (const wake of this.watchers) wake()
        this.watchers.clear()
      },
      ...(startFolder === undefined ? {} : { startFolder }),
    })
  }
}
