/** Worker entries, each one file under `out/workers/` when built. */
export type WorkerName =
  | 'hash-worker'
  | 'ledger-worker'
  | 'manifest-worker'
  | 'matrix-worker'
  | 'build-worker'
  | 'operation-worker'
  | 'pipeline-worker'
  | 'sqlite-worker'
  | 'table-worker'

/**
 * Where a worker thread's code is: beside its caller when run from sources, in `../workers/` of the bundle when built.
 * In a packed app the workers stand outside the archive, because threads read users' `*.asar` files as plain files.
 */
export function workerUrl(name: WorkerName, sourceUrl: URL): URL {
  if (import.meta.url.endsWith('.ts')) return sourceUrl
  const built = new URL(`../workers/${name}.js`, import.meta.url)
  return new URL(built.href.replace('/app.asar/', '/app.asar.unpacked/'))
}
