import type { Page } from '@playwright/test'

/** The app as a person meets it, whatever shows it. */
export interface RunningApp {
  readonly page: Page
  /** Does what opens the choice of a folder, and chooses that folder. */
  pickFolder(path: string, open: () => Promise<void>): Promise<void>
  /** The same for a file of any kind. */
  pickFile(path: string, open: () => Promise<void>): Promise<void>
  close(): Promise<void>
}
