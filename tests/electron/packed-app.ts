import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))
const require = createRequire(import.meta.url)
const builder = join(dirname(require.resolve('electron-builder/package.json')), 'cli.js')

/** How a binary of Electron marks its fuses: this text, the version of the wire, its length, a digit a fuse. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const factoryFuses = '10110001'

/** An archive's header: four sizes, the last one that of the JSON after them. */
const jsonSizeOffset = 12
const jsonOffset = 16

interface ArchiveNode {
  readonly files?: Readonly<Record<string, ArchiveNode>>
  readonly unpacked?: boolean
  readonly integrity?: { readonly algorithm: string }
}

export interface ArchiveFile {
  readonly path: string
  readonly isUnpacked: boolean
  readonly hasIntegrity: boolean
}

/** Packs the built app around a stand-in for Electron's runtime, as `npm run package` does. Returns the app's folder. */
export async function packApp(folder: string): Promise<string> {
  const runtime = join(folder, 'runtime')
  await writeRuntime(runtime)
  const overrides = [`-c.electronDist=${runtime}`, `-c.directories.output=${join(folder, 'dist')}`]
  const parameters = [builder, '--config', 'build/electron-builder.yml', '--linux', 'dir', '--publish', 'never']
  await promisify(execFile)(process.execPath, [...parameters, ...overrides], { cwd: project })
  return join(folder, 'dist', 'linux-unpacked')
}

async function writeRuntime(runtime: string): Promise<void> {
  const { version } = require('electron/package.json') as { version: string }
  await mkdir(join(runtime, 'resources'), { recursive: true })
  await mkdir(join(runtime, 'locales'))
  const wire = Buffer.concat([
    Buffer.from(fuseSentinel),
    Buffer.from([1, factoryFuses.length]),
    Buffer.from(factoryFuses),
  ])
  await writeFile(join(runtime, 'electron'), Buffer.concat([Buffer.alloc(64), wire, Buffer.alloc(64)]), { mode: 0o755 })
  await writeFile(join(runtime, 'version'), version)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    await writeFile(join(runtime, name), '')
  }
  await writeFile(join(runtime, 'resources', 'default_app.asar'), emptyArchive())
}

function emptyArchive(): Buffer {
  const json = '{"files":{}}'
  const head = Buffer.alloc(jsonOffset)
  ;[4, json.length + 8, json.length + 4, json.length].forEach((size, index) => head.writeUInt32LE(size, index * 4))
  return Buffer.concat([head, Buffer.from(json)])
}

export async function listArchive(path: string): Promise<ArchiveFile[]> {
  const bytes = await readFile(path)
  const json = bytes.toString('utf8', jsonOffset, jsonOffset + bytes.readUInt32LE(jsonSizeOffset))
  return listNode('', JSON.parse(json) as ArchiveNode)
}

function listNode(path: string, node: ArchiveNode): ArchiveFile[] {
  if (node.files === undefined) {
    return [{ path, isUnpacked: node.unpacked === true, hasIntegrity: node.integrity !== undefined }]
  }
  return Object.entries(node.files).flatMap(([name, child]) => listNode(path === '' ? name : `${path}/${name}`, child))
}
