import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'

export class StandInApp
  extends EventEmitter
  implements
    Pick<
      Electron.App,
      'isPackaged' | 'enableSandbox' | 'setName' | 'setPath' | 'getPath' | 'getVersion' | 'quit' | 'exit'
    >
{
  isPackaged = true
  isSandboxed = false
  name = 'Electron'
  userModelId: string | undefined
  hasLock = true
  quitCount = 0
  exitCode: number | undefined
  lockData: unknown
  readonly paths = new Map<string, string>()
  becomeReady: () => void = () => undefined
  private ready = this.expectReady()

  private expectReady(): Promise<void> {
    return new Promise((resolve) => {
      this.becomeReady = resolve
    })
  }

  reset(): void {
    this.removeAllListeners()
    this.ready = this.expectReady()
    this.isPackaged = true
    this.isSandboxed = false
    this.name = 'Electron'
    this.userModelId = undefined
    this.hasLock = true
    this.quitCount = 0
    this.exitCode = undefined
    this.lockData = undefined
  }

  enableSandbox(): void {
    this.isSandboxed = true
  }

  setName(name: string): void {
    this.name = name
  }

  setAppUserModelId(id: string): void {
    this.userModelId = id
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path '${name}'`)
    this.paths.set(name, path)
  }

  getPath(name: string): string {
    return this.paths.get(name) ?? `/stand-in/${name}`
  }

  getVersion(): string {
    return '0.0.0-test'
  }

  requestSingleInstanceLock(data?: unknown): boolean {
    this.lockData = data
    return this.hasLock
  }

  whenReady(): Promise<void> {
    return this.ready
  }

  quit(): void {
    this.quitCount++
  }

  exit(code?: number): void {
    this.exitCode = code
  }
}
