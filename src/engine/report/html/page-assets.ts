import { readFile } from 'node:fs/promises'
import { builtAssetUrl, isRunFromSources } from '../report-assets.ts'
import type { PageAssets } from './assemble-page.ts'

let assets: Promise<PageAssets> | undefined

/** Script and style of the HTML report: put together from sources, or as the build left them. */
export function loadPageAssets(): Promise<PageAssets> {
  assets ??= readPageAssets()
  return assets
}

async function readPageAssets(): Promise<PageAssets> {
  if (isRunFromSources) return (await import('./assemble-page.ts')).assemblePage()
  const [script, style] = await Promise.all([
    readFile(builtAssetUrl('page.js'), 'utf8'),
    readFile(builtAssetUrl('page.css'), 'utf8'),
  ])
  return { script, style }
}
