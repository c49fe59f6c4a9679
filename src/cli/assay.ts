#!/usr/bin/env node
import { readFileSync, writeSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { isNewEnough, runWithPinnedNode } from './newer-node.ts'

// Sources and bundle stand equally deep below the package.
const packageUrl = new URL('../../package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(packageUrl, 'utf8')) as { version: string }
const argv = process.argv.slice(2)

if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  // Answered before anything is loaded, the streams of the process included.
  writeSync(1, `${version}\n`)
} else if (!isNewEnough()) {
  await runWithPinnedNode(fileURLToPath(import.meta.url), argv)
} else {
  // Missing before Node 22.8; saves most of the time to parse the bundle from the second start on.
  ;(module as Partial<typeof module>).enableCompileCache?.()
  const { runProcess } = await import('./run-process.ts')
  await runProcess(argv, version, new URL('../../out/renderer/', import.meta.url))
}
