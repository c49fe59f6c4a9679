import fs from 'node:fs'
import type { Plugin } from 'vite'

const prefix = '\0original-fs:'
const modules: Readonly<Record<string, { names: string[]; source: string }>> = {
  'node:fs': { names: Object.keys(fs), source: 'fs' },
  'node:fs/promises': { names: Object.keys(fs.promises), source: 'fs.promises' },
}

const replaced: ReadonlySet<string | RegExp> = new Set(Object.keys(modules))

// Lower case leaves out `fs.F_OK` and its like, whose mere reading warns of a deprecation.
function isExported(name: string): boolean {
  return /^[a-z]\w*$/.test(name)
}

/**
 * Gives Electron's main process the file system without its archive support: users' `*.asar` files would read as
 * folders otherwise, and the app's manifest would differ from the command line's. `process.noAsar` cannot do it there,
 * because Electron itself reads the preload script out of the archive through the same switch.
 */
export function originalFileSystem(asarAware: readonly string[]): Plugin {
  return {
    name: 'assay:original-file-system',
    enforce: 'pre',
    config: {
      // What is declared external never reaches `resolveId`: take the file system out of electron-vite's list.
      order: 'post',
      handler(config) {
        const options = config.build?.rolldownOptions
        if (!Array.isArray(options?.external)) throw new Error('electron-vite no longer lists what is external.')
        options.external = [...options.external.filter((id) => !replaced.has(id)), 'original-fs']
      },
    },
    resolveId(id, importer) {
      if (!Object.hasOwn(modules, id) || asarAware.some((path) => importer?.endsWith(path) === true)) return null
      return prefix + id
    },
    load(id) {
      const module = id.startsWith(prefix) ? modules[id.slice(prefix.length)] : undefined
      if (module === undefined) return null
      const exports = module.names.filter(isExported).map((name) => `export const ${name} = source.${name}`)
      const head = ["import fs from 'original-fs'", `const source = ${module.source}`, 'export default source']
      return { code: [...head, ...exports].join('\n'), moduleSideEffects: false }
    },
  }
}
