import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { resolveWorkspace } from '../engine/index.ts'
import { registerAppScheme } from './protocol.ts'
import { lockWebContents } from './security.ts'
import { runDesktop } from './desktop.ts'
import { startArgument } from './start-argument.ts'

const workspace = resolveWorkspace(process.env, process.platform, homedir())

// Chromium's own files live in the workspace, so that one ASSAY_HOME is one instance. Electron takes no folder that is not there.
const userData = join(workspace, 'desktop')
mkdirSync(userData, { recursive: true })

// All of this must be said before the app is ready.
app.enableSandbox()
registerAppScheme()
lockWebContents()
app.setPath('userData', userData)

const argument = startArgument(process.argv, process.defaultApp)
if (app.requestSingleInstanceLock({ path: argument })) {
  runDesktop({ workspace, argument, roomsDirectory: join(import.meta.dirname, '..') })
} else {
  app.quit()
}
