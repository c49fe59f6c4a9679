import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { resolveWorkspace } from '../engine/index.ts'
import { registerAppScheme } from './protocol.ts'
import { lockWebContents } from './security.ts'
import { runDesktop } from './desktop.ts'
import { startArgument } from './start-argument.ts'

const workspace = resolveWorkspace(process.env, process.platform, homedir())

// All of this must be said before the app is ready.
app.enableSandbox()
registerAppScheme()
lockWebContents()
// Chromium's own files live in the workspace, so that one ASSAY_HOME is one instance.
app.setPath('userData', join(workspace, 'desktop'))

const argument = startArgument(process.argv, process.defaultApp)
if (app.requestSingleInstanceLock({ path: argument })) {
  runDesktop({ workspace, argument, roomsDirectory: join(import.meta.dirname, '..') })
} else {
  app.quit()
}
