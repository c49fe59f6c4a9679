import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build as buildElectron } from 'electron-vite'
import { build as buildNode } from 'vite'
import { writeReportAssets } from './report-assets.ts'

const outputs = [
  'main/index.js',
  'main/icon.png',
  'preload/index.cjs',
  'renderer/index.html',
  'cli/assay.js',
  'pipeline/index.js',
  'pipeline/types/engine/pipeline/package-entry.d.ts',
  'workers/hash-worker.js',
  'workers/ledger-worker.js',
  'workers/build-worker.js',
  'workers/manifest-worker.js',
  'workers/matrix-worker.js',
  'workers/operation-worker.js',
  'workers/pipeline-worker.js',
  'workers/records-worker.js',
  'workers/sqlite-worker.js',
  'workers/table-worker.js',
  'report/page.js',
  'report/fonts/Unifont.woff',
]

/** Builds everything aside and puts it in the place of `out/` at the end, so that a failed build leaves the last good one. */
async function buildAll(): Promise<void> {
  const startedMs = performance.now()
  const aside = join('node_modules', '.cache', 'assay', `build-${process.pid}`)
  process.env['ASSAY_BUILD_DIRECTORY'] = aside
  try {
    await Promise.all([
      buildElectron({ logLevel: 'warn' }),
      buildNode({ configFile: 'vite.node.config.ts', mode: 'cli' }),
      buildNode({ configFile: 'vite.node.config.ts', mode: 'workers' }),
      buildNode({ configFile: 'vite.node.config.ts', mode: 'pipeline' }),
    ])
    await writeDeclarations(join(aside, 'pipeline', 'types'))
    await writeReportAssets(join(aside, 'report'))
    await copyFile(join('build', 'icon.png'), join(aside, 'main', 'icon.png'))
    await finish(aside)
    await rm('out', { recursive: true, force: true })
    await rename(aside, 'out')
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
  console.log(`Built out/ in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
}

/** What the compiler of a pipeline that uses the package is told. */
async function writeDeclarations(directory: string): Promise<void> {
  const compiler = join('node_modules', 'typescript', 'bin', 'tsc')
  await promisify(execFile)(process.execPath, [compiler, '-p', 'tsconfig.pipeline.json', '--outDir', directory])
}

async function finish(directory: string): Promise<void> {
  const missing = outputs.filter((path) => !existsSync(join(directory, path)))
  if (missing.length > 0) throw new Error(`The build made no ${missing.join(', ')}.`)
  await chmod(join(directory, 'cli/assay.js'), 0o755)
  // In a packed app the workers stand outside the archive, away from its package.json.
  await mkdir(join(directory, 'workers'), { recursive: true })
  await writeFile(join(directory, 'workers/package.json'), '{ "type": "module" }\n')
}

await buildAll().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  console.error('The build failed; out/ is as it was.')
  process.exitCode = 1
})
