import { builtinModules } from 'node:module'
import { defineConfig } from 'vite'

// electron is only ever reached from src/main; naming it here makes a stray import fail at start instead of bundling it.
const external = [
  'electron',
  '@napi-rs/blake-hash',
  ...builtinModules.flatMap((name) => [name, `node:${name}`]),
  'node:sqlite',
]

/** What runs in plain Node and in worker threads: one room of `out/` a build, chosen by the mode. */
const rooms: Readonly<Record<string, { input: Record<string, string>; banner: string }>> = {
  cli: { input: { assay: 'src/cli/assay.ts' }, banner: '' },
  pipeline: { input: { index: 'src/engine/pipeline/package-entry.ts' }, banner: '' },
  workers: {
    input: {
      'hash-worker': 'src/engine/hash/hash-worker.ts',
      'ledger-worker': 'src/services/workers/ledger-worker.ts',
      'build-worker': 'src/services/workers/build-worker.ts',
      'manifest-worker': 'src/engine/compare/manifest-worker.ts',
      'matrix-worker': 'src/services/workers/matrix-worker.ts',
      'operation-worker': 'src/services/workers/operation-worker.ts',
      'pipeline-worker': 'src/services/workers/pipeline-worker.ts',
      'records-worker': 'src/engine/matrix/cells/records-worker.ts',
      'sqlite-worker': 'src/engine/matrix/build/sqlite-worker.ts',
      'table-worker': 'src/services/workers/table-worker.ts',
    },
    // Within Electron, a thread must read a user's `*.asar` file as the plain file it is.
    banner: 'process.noAsar = true;',
  },
}

export default defineConfig(({ mode }) => {
  const room = rooms[mode]
  if (room === undefined) throw new Error(`vite.node.config.ts knows the modes ${Object.keys(rooms).join(', ')}.`)
  return {
    publicDir: false,
    logLevel: 'warn',
    resolve: { conditions: ['node', 'module', 'import', 'default'] },
    ssr: { noExternal: true, external: ['@napi-rs/blake-hash'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir: `${process.env['ASSAY_BUILD_DIRECTORY'] ?? 'out'}/${mode}`,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: room.input,
        external,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          banner: (chunk) => (chunk.isEntry ? room.banner : ''),
        },
      },
    },
  }
})
