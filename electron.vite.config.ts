import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { originalFileSystem } from './scripts/original-file-system.ts'

// scripts/build.ts builds aside and swaps; `electron-vite dev` builds in place.
const out = process.env['ASSAY_BUILD_DIRECTORY'] ?? 'out'
const native = ['@napi-rs/blake-hash']

export default defineConfig({
  main: {
    plugins: [originalFileSystem(['src/main/app-files.ts'])],
    build: {
      outDir: `${out}/main`,
      // Bundled whole: the packed app carries no node_modules but the native digests.
      externalizeDeps: false,
      lib: { entry: 'src/main/index.ts', formats: ['es'] },
      rolldownOptions: { external: native, output: { entryFileNames: 'index.js', codeSplitting: false } },
    },
  },
  preload: {
    build: {
      outDir: `${out}/preload`,
      externalizeDeps: false,
      // A sandboxed preload is one CommonJS file: it can require nothing of ours.
      lib: { entry: 'src/preload/index.ts', formats: ['cjs'] },
      rolldownOptions: { output: { entryFileNames: 'index.cjs', codeSplitting: false } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: `${out}/renderer`,
      rolldownOptions: { input: 'src/renderer/index.html' },
      minify: true,
      // The content security policy lets no script or font in from a data URL.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
    },
  },
})
