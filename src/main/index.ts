import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { resolveWorkspace } from '../engine/index.ts'
import { applicationId, applicationName } from './application-id.ts'
import { failToStart } from './fail-to-start.ts'
import { registerAppScheme } from './protocol.ts'
import { lockWebContents } from './security.ts'
import { runDesktop } from './desktop.ts'
import { searchPath } from './search-path.ts'
import { startArgument } from './start-argument.ts'

/** Electron takes no folder that is not there. */
function makeUserData(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    return true
  } catch (error) {
    const advice = 'Assay keeps its files there; ASSAY_HOME can name another folder.'
    failToStart(`${error instanceof Error ? error.message : String(error)}. ${advice}`)
    return false
  }
}

function start(): void {
  const workspace = resolveWorkspace(process.env, process.platform, homedir())
  const developmentUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
  // All of this must be said before the app is ready.
  app.enableSandbox()
  registerAppScheme()
  lockWebContents(developmentUrl)
  app.setName(applicationName)
  if (process.platform === 'win32') app.setAppUserModelId(applicationId)
  // Chromium's own files live in the workspace, so that one ASSAY_HOME is one instance.
  const userData = join(workspace, 'desktop')
  if (!makeUserData(userData)) return
  app.setPath('userData', userData)

  const argument = startArgument(process.argv, process.defaultApp)
  if (app.requestSingleInstanceLock({ path: argument })) {
    runDesktop({ workspace, argument, developmentUrl, roomsDirectory: join(import.meta.dirname, '..') })
  } else {
    app.quit()
  }
}

// The terminal the app was started from may be closed: what is told there must not end the app.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
const programFolders = searchPath(process.env['PATH'], process.platform)
if (programFolders !== undefined) process.env['PATH'] = programFolders
start()
