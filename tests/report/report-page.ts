import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.ts'

const stepLimitMs = 150_000

/** What a page did that a report must not do. */
export interface Misdeeds {
  readonly requests: string[]
  readonly dialogs: string[]
  readonly messages: string[]
}

export interface OpenedPage {
  readonly page: Page
  readonly misdeeds: Misdeeds
}

/** A Chromium that opens HTML from a folder of its own, and writes down what the pages try. */
export class PageBench {
  private readonly browser: Browser
  private readonly folder: string

  private constructor(browser: Browser, folder: string) {
    this.browser = browser
    this.folder = folder
  }

  static async start(): Promise<PageBench> {
    const executablePath = findChromium()
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
    const browser = await chromium.launch({ ...(executablePath === null ? {} : { executablePath }), args })
    return new PageBench(browser, await mkdtemp(join(tmpdir(), 'assay-page-')))
  }

  async stop(): Promise<void> {
    await this.browser.close()
    await rm(this.folder, { recursive: true })
  }

  async open(html: string, options: { hasScripts?: boolean } = {}): Promise<OpenedPage> {
    const path = join(this.folder, 'report.html')
    await writeFile(path, html)
    const context = await this.browser.newContext({ javaScriptEnabled: options.hasScripts ?? true })
    const page = await context.newPage()
    page.setDefaultTimeout(stepLimitMs)
    const misdeeds: Misdeeds = { requests: [], dialogs: [], messages: [] }
    page.on('request', (request) => misdeeds.requests.push(request.url()))
    page.on('dialog', (dialog) => {
      misdeeds.dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('console', (message) => misdeeds.messages.push(message.text()))
    page.on('pageerror', (error) => misdeeds.messages.push(error.message))
    await page.goto(pathToFileURL(path).href)
    // The first request is for the page itself.
    misdeeds.requests.shift()
    return { page, misdeeds }
  }
}
