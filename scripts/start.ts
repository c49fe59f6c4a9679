import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfStale } from './build-if-stale.ts'
import { obtainElectron, reasonAgainstElectron } from './electron-runtime.ts'

const root = dirname(import.meta.dirname)
const couldNotRun = 3
/** A runtime that ends with an error this soon did not start at all, for want of a library or of its sandbox. */
const startLimitMs = 10_000
/** How long Electron gets to end by itself after Ctrl+C, which the terminal sends it too. */
const endLimitMs = 1500

type Ended = { readonly status: number; readonly elapsedMs: number; readonly wasStopped: boolean }

async function start(): Promise<void> {
  const folder = readFolder(process.argv.slice(2).filter((argument) => argument !== '--'))
  process.chdir(root)
  if (!buildIfStale()) return fail('The build failed, see above.')
  const reason = reasonAgainstElectron(process.env, process.platform, process.getuid?.())
  const electron = reason === null ? obtainElectron() : null
  if (electron === null) return serve(folder, reason ?? "Electron's runtime cannot be downloaded")
  const ended = await runElectron(electron, folder)
  if (ended.status === 0 || ended.wasStopped || ended.elapsedMs > startLimitMs) process.exitCode = ended.status
  else await serve(folder, `Electron did not start (exit ${ended.status})`)
}

function readFolder(given: readonly string[]): string | null {
  const [folder, surplus] = given
  if (surplus !== undefined) fail('Give one folder: npm start -- <folder>')
  if (folder === undefined) return null
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), folder)
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) fail(`There is no folder ${path}.`)
  if (!stats.isDirectory()) fail(`${path} is not a folder.`)
  return path
}

function fail(message: string): never {
  console.error(`assay: ${message}`)
  process.exit(couldNotRun)
}

function runElectron(electron: string, folder: string | null): Promise<Ended> {
  const startedMs = performance.now()
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const child = spawn(electron, [root, ...(folder === null ? [] : [folder])], { stdio: 'inherit', env })
  let wasStopped = false
  process.on('SIGINT', () => {
    wasStopped = true
    setTimeout(() => child.kill('SIGINT'), endLimitMs).unref()
  })
  process.on('SIGTERM', () => {
    wasStopped = true
    child.kill('SIGTERM')
  })
  return new Promise((resolve) => {
    const end = (status: number) => resolve({ status, elapsedMs: performance.now() - startedMs, wasStopped })
    child.on('error', () => end(1))
    child.on('exit', (status) => end(status ?? 1))
  })
}

/** The command line's own `serve`, in this process, so that Ctrl+C reaches it once. */
async function serve(folder: string | null, reason: string): Promise<void> {
  console.error(`assay: opening in the browser instead of Electron, because ${reason}.`)
  const hasDisplay = reasonAgainstElectron(process.env, process.platform, undefined) === null
  const cli = join(root, 'out', 'cli', 'assay.js')
  process.argv = [
    process.execPath,
    cli,
    'serve',
    ...(folder === null ? [] : [folder]),
    ...(hasDisplay ? ['--open'] : []),
  ]
  await import(pathToFileURL(cli).href)
}

await start()
