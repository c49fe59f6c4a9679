import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { build as buildElectron } from 'electron-vite'
import { build as buildNode } from 'vite'

const outputs = [
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/cli/assay.js',
  'out/workers/hash-worker.js',
  'out/workers/operation-worker.js',
  'out/workers/table-worker.js',
]

/** Builds everything into `out/`, which is emptied first. */
async function buildAll(): Promise<void> {
  const startedMs = performance.now()
  await rm('out', { recursive: true, force: true })
  const results = await Promise.allSettled([
    buildElectron({ logLevel: 'warn' }),
    buildNode({ configFile: 'vite.node.config.ts', mode: 'cli' }),
    buildNode({ configFile: 'vite.node.config.ts', mode: 'workers' }),
  ])
  for (const result of results) if (result.status === 'rejected') console.error(String(result.reason))
  await finish()
  const missing = outputs.filter((path) => !existsSync(path))
  if (missing.length > 0) throw new Error(`The build made no ${missing.join(', ')}.`)
  console.log(`Built out/ in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
}

async function finish(): Promise<void> {
  if (existsSync('out/cli/assay.js')) await chmod('out/cli/assay.js', 0o755)
  // In a packed app the workers stand outside the archive, away from its package.json.
  await mkdir('out/workers', { recursive: true })
  await writeFile('out/workers/package.json', '{ "type": "module" }\n')
}

await buildAll()
