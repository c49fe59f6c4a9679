import type { FontSet, TextStyle } from './font-set.ts'
import { pageHeight, pageWidth, type PagePen } from './page-pen.ts'
import { wrapRuns, type SetLine } from './wrap-text.ts'

export const margin = 44
export const contentWidth = pageWidth - 2 * margin
const topMargin = 62
const bottomMargin = 54
const lineHeight = 1.42
/** From the top of a line to its baseline, the same in all fonts, whatever heights they state. */
const ascent = 1.02

export const ink = { text: '#1a1b1e', dim: '#5a5e66', line: '#d9dade', soft: '#f4f4f6' } as const

export interface TextLook {
  readonly size: number
  readonly style?: TextStyle
  readonly colour?: string
}

/** Pages of a report, written from top to bottom; whoever writes asks for room first. */
export class PdfPaper {
  readonly pen: PagePen
  /** Distance from the top of the page to where the next thing goes. */
  y = topMargin
  /** Called when a new page begins, to repeat a heading; null in between. */
  onNewPage: (() => void) | null = null
  private pageNumber = 0
  private readonly fonts: FontSet
  private readonly header: string
  private readonly pageCount: number

  /** Begins the first page. `pageCount` is what the pages say of how many there are. */
  constructor(fonts: FontSet, pen: PagePen, header: string, pageCount: number) {
    this.fonts = fonts
    this.pen = pen
    this.header = header
    this.pageCount = pageCount
    this.beginPage()
  }

  /** Begins a new page unless that much is left of this one. */
  needRoom(height: number): void {
    if (this.y + height > pageHeight - bottomMargin) this.beginPage()
  }

  beginPage(): void {
    this.pen.addPage()
    this.pageNumber += 1
    this.drawMargins()
    this.y = topMargin
    this.onNewPage?.()
  }

  wrap(text: string, width: number, look: TextLook): SetLine[] {
    const runs = this.fonts.split(text, look.style ?? 'text')
    return wrapRuns(runs, width, (font, code) => (this.fonts.widthOf(font, code) * look.size) / 1000)
  }

  lineHeight(look: TextLook): number {
    return look.size * lineHeight
  }

  /** Draws one line with its top at `y`. */
  drawLine(line: SetLine, x: number, y: number, look: TextLook): void {
    let at = x
    for (const { font, text, width } of line) {
      this.pen.drawRun(text, font, look.size, look.colour ?? ink.text, at, y + look.size * ascent)
      at += width
    }
  }

  /** Draws a wrapped text at a place of this page and answers its height; the paper's own place stays. */
  drawText(text: string, x: number, y: number, width: number, look: TextLook): number {
    const lines = this.wrap(text, width, look)
    for (const [index, line] of lines.entries()) this.drawLine(line, x, y + index * this.lineHeight(look), look)
    return lines.length * this.lineHeight(look)
  }

  /** Writes a text line by line, over as many pages as it needs. */
  write(text: string, look: TextLook, x = margin, width = contentWidth - (x - margin)): void {
    for (const line of this.wrap(text, width, look)) {
      this.needRoom(this.lineHeight(look))
      this.drawLine(line, x, this.y, look)
      this.y += this.lineHeight(look)
    }
  }

  /** A heading, on the page where at least `follows` more goes. */
  writeHeading(text: string, follows = 40): void {
    const look: TextLook = { size: 12.5, style: 'bold' }
    this.y += 20
    this.needRoom(this.lineHeight(look) + follows)
    this.write(text, look)
    this.y += 5
  }

  drawRule(y: number): void {
    this.pen.fillBox(margin, y, contentWidth, 0.6, ink.line)
  }

  private drawMargins(): void {
    const look: TextLook = { size: 7.5, colour: ink.dim }
    if (this.pageNumber > 1) {
      this.drawText(this.header, margin, 32, contentWidth, look)
      this.drawRule(48)
    }
    const [line = []] = this.wrap(`page ${this.pageNumber} of ${this.pageCount}`, contentWidth, look)
    const width = line.reduce((sum, run) => sum + run.width, 0)
    this.drawLine(line, margin + contentWidth - width, pageHeight - 36, look)
    this.drawText('Assay', margin, pageHeight - 36, 100, look)
  }
}
