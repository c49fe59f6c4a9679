// Runs the built main process in plain Node, with the stand-in as its `electron`, and has it snapshot a folder: its
// bundle, its channels and its worker threads are the real ones. Prints the end of the run as JSON.
import { registerHooks } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import * as electron from './electron-stand-in.ts'

const standIn = new URL('./electron-stand-in.ts', import.meta.url).href
const [mainUrl = '', folder = ''] = process.argv.slice(2)
const ownEvent = { senderFrame: { url: 'app://assay/', parent: null } }

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: standIn, shortCircuit: true }
    return next(specifier === 'original-fs' ? 'node:fs' : specifier, context)
  },
})

async function ask(channel: string, input: unknown): Promise<Record<string, unknown>> {
  const answer: unknown = await electron.ipcMain.handles.get(channel)?.(ownEvent as never, input)
  const envelope = answer as { ok: boolean; value: Record<string, unknown> } | undefined
  if (envelope?.ok !== true) throw new Error(`${channel}: ${JSON.stringify(answer)}`)
  return envelope.value
}

async function snapshot(): Promise<unknown> {
  const { token } = await ask('location.drop', { path: folder })
  const choices = { algorithms: ['sha256', 'blake3'], include: [], exclude: [], isJunkExcluded: true }
  const { runId } = await ask('snapshot.start', { token, ...choices, baseManifestId: null, isParanoid: false })
  for (;;) {
    const run = await ask('run.read', { runId })
    if (run['state'] !== 'running') return run
    await wait(20)
  }
}

process.argv = ['/app/assay']
await import(mainUrl)
electron.app.becomeReady()
while (electron.BrowserWindow.all.length === 0) await wait(20)
const page = await electron.protocol.handlers.get('app')?.(new Request('app://assay/'))
process.stdout.write(JSON.stringify({ run: await snapshot(), page: await page?.text() }))
electron.app.emit('will-quit', { preventDefault: () => undefined })
