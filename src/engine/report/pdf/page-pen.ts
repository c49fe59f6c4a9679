import PdfKitDocument from 'pdfkit'
import type { FontFile } from '../report-assets.ts'
import type { FontSet } from './font-set.ts'

/** A4 in points. */
export const pageHeight = 841.89
export const pageWidth = 595.28

const digestPattern = /[0-9a-f]{32}/u

export interface IconLook {
  readonly colour: string
  readonly isFilled: boolean
  readonly lineWidth?: number
}

/** What draws: really, or only counting the pages. */
export interface PagePen {
  addPage(): void
  drawRun(text: string, font: FontFile, size: number, colour: string, x: number, baseline: number): void
  fillBox(x: number, y: number, width: number, height: number, colour: string, radius?: number): void
  fillCircle(x: number, y: number, radius: number, colour: string): void
  /** A drawing of 24 by 24, as large as `size`. */
  drawIcon(drawing: string, x: number, y: number, size: number, look: IconLook): void
}

/** Draws nothing. A report is laid out once with this, because its first page says how many there are. */
export class CountingPen implements PagePen {
  pageCount = 0

  addPage(): void {
    this.pageCount += 1
  }

  drawRun(): void {}

  fillBox(): void {}

  fillCircle(): void {}

  drawIcon(): void {}
}

/** Draws into a PDF document that lets go of every page as the next begins. */
export class PdfPen implements PagePen {
  readonly document: PDFKit.PDFDocument

  constructor(fonts: FontSet, title: string, created: Date) {
    this.document = new PdfKitDocument({
      size: [pageWidth, pageHeight],
      margin: 0,
      autoFirstPage: false,
      // Without a font named here, pdfkit opens one of its own.
      font: '',
      lang: 'en',
      displayTitle: true,
      pdfVersion: '1.7',
      info: { Title: title, Creator: 'Assay', Producer: 'Assay', CreationDate: created, ModDate: created },
    })
    for (const file of fonts.openedFiles) this.document.registerFont(file, fonts.bytesOf(file))
  }

  addPage(): void {
    this.document.addPage()
  }

  drawRun(text: string, font: FontFile, size: number, colour: string, x: number, baseline: number): void {
    const { document } = this
    // Naming features, if none, keeps pdfkit from remembering the layout of a digest that it will never set again.
    const isOnce = digestPattern.test(text)
    const look = { lineBreak: false, baseline: 'alphabetic' as const, ...(isOnce ? { features: [] } : {}) }
    document.fillColor(colour).font(font, size).text(text, x, baseline, look)
  }

  fillBox(x: number, y: number, width: number, height: number, colour: string, radius = 0): void {
    if (radius === 0) this.document.rect(x, y, width, height).fill(colour)
    else this.document.roundedRect(x, y, width, height, radius).fill(colour)
  }

  fillCircle(x: number, y: number, radius: number, colour: string): void {
    this.document.circle(x, y, radius).fill(colour)
  }

  drawIcon(drawing: string, x: number, y: number, size: number, look: IconLook): void {
    const { document } = this
    document
      .save()
      .translate(x, y)
      .scale(size / 24)
    document
      .lineWidth(look.lineWidth ?? 2)
      .lineCap('round')
      .lineJoin('round')
      .path(drawing)
    if (look.isFilled) document.fillAndStroke(look.colour, look.colour)
    else document.stroke(look.colour)
    document.restore()
  }
}
