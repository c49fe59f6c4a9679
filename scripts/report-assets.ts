import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assemblePage } from '../src/engine/report/html/assemble-page.ts'
import { fontFiles, fontUrl } from '../src/engine/report/report-assets.ts'

/** Puts what reports are made of, besides code, beside the built programs: the page's script and style, and the fonts. */
export async function writeReportAssets(directory: string): Promise<void> {
  await mkdir(join(directory, 'fonts'), { recursive: true })
  const { script, style } = assemblePage()
  await writeFile(join(directory, 'page.js'), script)
  await writeFile(join(directory, 'page.css'), style)
  await Promise.all(fontFiles.map((name) => copyFile(fontUrl(name), join(directory, 'fonts', name))))
}
