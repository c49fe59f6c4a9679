import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { screen, type BrowserWindow, type Rectangle } from 'electron'
import { z } from 'zod'

export const minSize = { width: 900, height: 600 }
const defaultSize = { width: 1280, height: 820 }
/** How much of a window must lie on a screen for its place to be kept. */
const visiblePx = 100

const stateSchema = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(minSize.width).max(20_000),
  height: z.number().int().min(minSize.height).max(20_000),
  isMaximized: z.boolean(),
})

export interface WindowState {
  readonly bounds: Partial<Rectangle> & { readonly width: number; readonly height: number }
  readonly isMaximized: boolean
}

/** The place the window had last; the default where that is unknown, damaged, or on a screen that is gone. */
export function readWindowState(path: string): WindowState {
  const state = parseState(path)
  if (state === null) return { bounds: fitted(defaultSize), isMaximized: false }
  const { isMaximized, ...bounds } = state
  if (isOnScreen(bounds)) return { bounds, isMaximized }
  return { bounds: fitted(bounds), isMaximized }
}

/** Keeps the window's place when it closes. Losing it costs nothing, so a failed write is not an error. */
export function keepWindowState(window: BrowserWindow, path: string): void {
  window.on('close', () => {
    const state = { ...window.getNormalBounds(), isMaximized: window.isMaximized() }
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, JSON.stringify(state))
    } catch (error) {
      process.stderr.write(`assay: the window's place was not kept: ${String(error)}\n`)
    }
  })
}

function parseState(path: string): z.infer<typeof stateSchema> | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Missing at first start, or damaged: either way the default is right.
    return null
  }
}

function fitted(size: { width: number; height: number }): { width: number; height: number } {
  const area = screen.getPrimaryDisplay().workAreaSize
  return { width: Math.min(size.width, area.width), height: Math.min(size.height, area.height) }
}

function isOnScreen(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const width = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x)
    const height = Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y)
    return width >= visiblePx && height >= visiblePx
  })
}
