import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Fonts of the PDF by the names they have beside a built program, and where their packages hold them. */
const fontSources = {
  'DejaVuSans.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'DejaVuSans-Bold.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  'DejaVuSansMono.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  'NotoSansHans-Regular.otf': '@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf',
  'NotoSansKR-Regular.otf': '@embedpdf/fonts-kr/fonts/NotoSansKR-Regular.otf',
  'Unifont.woff': '@fontsource/unifont/files/unifont-latin-400-normal.woff',
} as const

export type FontFile = keyof typeof fontSources

export const fontFiles = Object.keys(fontSources) as readonly FontFile[]

export const isRunFromSources = import.meta.url.endsWith('.ts')

/** Where a file that reports are made of is, when built: in `../report/`, and in a packed app outside its archive. */
export function builtAssetUrl(name: string): URL {
  const url = new URL(`../report/${name}`, import.meta.url)
  return new URL(url.href.replace('/app.asar/', '/app.asar.unpacked/'))
}

/** A font's file: of its package when run from sources, beside the program when built. */
export function fontUrl(name: FontFile): URL {
  if (!isRunFromSources) return builtAssetUrl(`fonts/${name}`)
  // Looked for by hand: not every package lets its files be resolved.
  const folders = createRequire(import.meta.url).resolve.paths(fontSources[name]) ?? []
  const found = folders.map((folder) => join(folder, fontSources[name])).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`The font ${fontSources[name]} is not installed. Run npm ci.`)
  return pathToFileURL(found)
}
