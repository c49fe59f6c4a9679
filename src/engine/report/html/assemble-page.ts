import { readFileSync } from 'node:fs'
import * as nodeModule from 'node:module'

const folder = new URL('./page/', import.meta.url)
const styleSheets = ['base.css', 'cover.css', 'findings.css', 'narrow.css', 'print.css']
const importPattern = /^import\s*\{([^}]*)\}\s*from\s*'(\.[^']+)'[ \t]*$/gmu
const declarationPattern = /^(?:export )?(?:async )?(?:function\*?|class|const|let) (\w+)/gmu

export interface PageAssets {
  readonly script: string
  readonly style: string
}

/**
 * The script and the style of the HTML report, of their sources: types blanked out, modules one after another in the order
 * in which they need each other. Nothing is shortened or renamed, so that whoever opens the report can read what runs in
 * it. Needs a Node that strips types; builds call it once and keep the result.
 */
export function assemblePage(): PageAssets {
  const modules: string[] = []
  const names = new Map<string, string>()
  addModule(new URL('main.ts', folder), modules, names, new Set())
  const style = styleSheets.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  return { script: modules.join('\n'), style }
}

function addModule(url: URL, modules: string[], names: Map<string, string>, seen: Set<string>): void {
  if (seen.has(url.href)) return
  seen.add(url.href)
  const stripped = nodeModule.stripTypeScriptTypes(readFileSync(url, 'utf8'))
  const code = stripped.replaceAll(importPattern, (_, imported: string, path: string) => {
    if (/\bas\b/u.test(imported))
      throw new Error(`${url.pathname} renames an import, and modules share one scope here.`)
    addModule(new URL(path, url), modules, names, seen)
    return ''
  })
  if (/^import\b/mu.test(code)) throw new Error(`${url.pathname} imports what a page cannot have.`)
  for (const [, name = ''] of code.matchAll(declarationPattern)) {
    const other = names.get(name)
    if (other !== undefined) throw new Error(`${name} is declared by ${other} and by ${url.pathname}.`)
    names.set(name, url.pathname)
  }
  modules.push(tidy(code))
}

/** Takes away what blanked types left: spaces at line ends, and lines of nothing in a row. */
function tidy(code: string): string {
  return code
    .replaceAll(/^export /gmu, '')
    .replaceAll(/[ \t]+$/gmu, '')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim()
    .concat('\n')
}
