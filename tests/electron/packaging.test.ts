import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { parse } from 'yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listArchive, packApp, type ArchiveFile } from './packed-app.ts'

const isBuilt = existsSync(new URL('../../out/main/index.js', import.meta.url))

it('is packed for Linux in no form that needs a maintainer, unless there is one', async () => {
  const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8')
  const { linux } = parse(await read('build/electron-builder.yml')) as { linux: Record<string, unknown> }
  const { homepage, author } = JSON.parse(await read('package.json')) as Record<string, unknown>
  const hasMaintainer = homepage !== undefined && (author !== undefined || linux['maintainer'] !== undefined)
  const needMaintainer = (linux['target'] as string[]).filter(
    (target) => !/^(?:AppImage|tar\.\w+|zip|dir)$/u.test(target),
  )
  expect(hasMaintainer ? [] : needMaintainer).toEqual([])
})

describe.skipIf(!isBuilt || process.platform !== 'linux')('the packed app', () => {
  let folder: string
  let app: string
  let files: ArchiveFile[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-packed-'))
    app = await packApp(folder)
    files = await listArchive(join(app, 'resources', 'app.asar'))
  })

  afterAll(async () => rm(folder, { recursive: true }))

  it('has the fuses set that turn Electron from a tool into an app', async () => {
    const wire = await getCurrentFuseWire(join(app, 'assay'))
    // A fuse is a digit in the binary.
    const isOn = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse] ?? 0) === '1'
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
      cookies: isOn(FuseV1Options.EnableCookieEncryption),
      integrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      fileProtocol: false,
      cookies: false,
      integrity: true,
      onlyAsar: true,
    })
  })

  it('holds the built rooms, package.json and the native digests, and no source, test or other package', () => {
    const rooms = files.map(({ path }) => path.split('/').slice(0, 2).join('/'))
    expect([...new Set(rooms)].toSorted()).toEqual([
      'node_modules/@napi-rs',
      'out/main',
      'out/preload',
      'out/renderer',
      'out/report',
      'out/workers',
      'package.json',
    ])
    expect(files.filter(({ path }) => /\.(ts|tsx|map)$/.test(path) && !path.startsWith('node_modules'))).toEqual([])
  })

  it('keeps the page, the preload and the main process in the archive, under its integrity check', () => {
    const own = files.filter(({ path }) => /^(out\/(main|preload|renderer)\/|package\.json$)/.test(path))
    expect(own.length).toBeGreaterThan(3)
    expect(own.filter(({ isUnpacked, hasIntegrity }) => isUnpacked || !hasIntegrity)).toEqual([])
  })

  it('has the workers and the native digests beside the archive', () => {
    const archive = pathToFileURL(join(app, 'resources', 'app.asar'))
    for (const name of [
      'hash-worker',
      'ledger-worker',
      'build-worker',
      'manifest-worker',
      'matrix-worker',
      'operation-worker',
      'pipeline-worker',
      'records-worker',
      'sqlite-worker',
      'table-worker',
    ] as const) {
      const built = new URL(`app.asar.unpacked/out/workers/${name}.js`, archive)
      expect(existsSync(built)).toBe(true)
    }
    const fromWorkers = createRequire(new URL('app.asar.unpacked/out/workers/hash-worker.js', archive))
    const native = fromWorkers('@napi-rs/blake-hash') as { blake3: (input: string) => Buffer | string }
    expect(typeof native.blake3).toBe('function')
  })

  it('has what reports are made of beside the archive, where the workers can read it', () => {
    const parts = files.filter(({ path }) => path.startsWith('out/report/'))
    expect(parts.map(({ path }) => path)).toEqual(expect.arrayContaining(['out/report/page.js', 'out/report/page.css']))
    expect(parts.filter(({ isUnpacked }) => !isUnpacked)).toEqual([])
  })

  it('tells Node that the workers beside the archive are modules', () => {
    const fromWorkers = createRequire(
      pathToFileURL(join(app, 'resources', 'app.asar.unpacked', 'out', 'workers', 'x.js')),
    )
    expect(fromWorkers('./package.json')).toEqual({ type: 'module' })
  })
})
