import { createRequire } from 'node:module'

/** Fonts of the PDF by the names they have beside a built program, and where their packages hold them. */
export const fontSources = {
  'DejaVuSans.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'DejaVuSans-Bold.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  'DejaVuSansMono.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  'NotoSansHans-Regular.otf': '@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf',
  'NotoSansKR-Regular.otf': '@embedpdf/fonts-kr/fonts/NotoSansKR-Regular.otf',
  'Unifont.woff2': '@fontsource/unifont/files/unifont-latin-400-normal.woff2',
} as const

export type FontFile = keyof typeof fontSources

export const isRunFromSources = import.meta.url.endsWith('.ts')

/** Where a file that reports are made of is, when built: in `../report/`, and in a packed app outside its archive. */
export function builtAssetUrl(name: string): URL {
  const url = new URL(`../report/${name}`, import.meta.url)
  return new URL(url.href.replace('/app.asar/', '/app.asar.unpacked/'))
}

/** A font's file: of its package when run from sources, beside the program when built. */
export function fontUrl(name: FontFile): URL {
  if (!isRunFromSources) return builtAssetUrl(name)
  return new URL(`file://${createRequire(import.meta.url).resolve(fontSources[name])}`)
}
