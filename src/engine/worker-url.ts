/** Worker entries, each one file under `out/workers/`. */
export type WorkerName =
  | 'hash-worker'
  | 'ledger-worker'
  | 'manifest-worker'
  | 'matrix-worker'
  | 'build-worker'
  | 'operation-worker'
  | 'pipeline-worker'
  | 'records-worker'
  | 'sqlite-worker'
  | 'table-worker'

/**
 * Where a worker thread's code is: in `../workers/` of the bundle. In a packed app the workers stand outside the archive,
 * because threads read users' `*.asar` files as plain files.
 *
 * Threads are always built, also when run from sources: Node strips types by WebAssembly, and V8 has crashed where several
 * threads did so at once. Tests name the folder of their own build in `ASSAY_TEST_WORKERS` (tests/build-programs.ts).
 */
export function workerUrl(name: WorkerName): URL {
  return new URL(`${name}.js`, workersFolder())
}

function workersFolder(): URL {
  if (import.meta.url.endsWith('.ts')) {
    return new URL(process.env['ASSAY_TEST_WORKERS'] ?? new URL('../../out/workers/', import.meta.url))
  }
  const built = new URL('../workers/', import.meta.url)
  return new URL(built.href.replace('/app.asar/', '/app.asar.unpacked/'))
}
