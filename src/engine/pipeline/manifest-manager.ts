import { join, resolve } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import { Manifest } from './manifest.ts'

const operation = 'get manifest'
const processName = /^[a-z][a-z0-9_-]{0,63}$/u
const partOfName = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/u

export interface ManagerOptions {
  /** The one folder all manifests live in. */
  readonly rootDir: string
  /** The version of the pipeline's code. */
  readonly etlVersion: string
  /** Names files `<domain>_<process>.manifest.json`; without it `<process>_v<etlVersion>.json`. */
  readonly domain?: string
}

const managers = new Map<string, ManifestManager>()

/** The manifests of a root, one a process. One manager a root, version and domain. */
export class ManifestManager {
  readonly rootDir: string
  readonly etlVersion: string
  private readonly domain: string | undefined
  private readonly known = new Set(['extractor', 'transformer', 'loader'])

  private constructor({ etlVersion, domain }: ManagerOptions, rootDir: string) {
    this.rootDir = rootDir
    this.etlVersion = etlVersion
    this.domain = domain
  }

  /** The manager of a root: the same each time. Throws `bad-usage` for a version or domain that cannot be part of a name. */
  static open(options: ManagerOptions): ManifestManager {
    const rootDir = resolve(options.rootDir)
    const { etlVersion, domain } = options
    if (domain !== undefined) requirePart('domain', domain)
    requirePart('version', etlVersion)
    const key = JSON.stringify([rootDir, etlVersion, domain])
    const manager = managers.get(key) ?? new ManifestManager(options, rootDir)
    managers.set(key, manager)
    return manager
  }

  get extractor(): Manifest {
    return this.get('extractor')
  }

  get transformer(): Manifest {
    return this.get('transformer')
  }

  get loader(): Manifest {
    return this.get('loader')
  }

  /** Names of the processes, those registered last. */
  get processes(): readonly string[] {
    return [...this.known]
  }

  /** Lets a project have a process of its own. Throws `bad-usage` for a name that a file cannot have. */
  registerProcess(name: string): void {
    if (!processName.test(name)) {
      throw refuse(`${JSON.stringify(name)} cannot name a process: use lower-case letters, digits, "-" and "_".`)
    }
    this.known.add(name)
  }

  /** The manifest of a process; its file is made at the first use. Throws `bad-usage` for a process it does not know. */
  get(process: string): Manifest {
    if (!this.known.has(process)) {
      const known = this.processes.join(', ')
      throw refuse(`There is no process ${JSON.stringify(process)}. Known are: ${known}. Register it first.`)
    }
    const metadata = { process, etl_version: this.etlVersion, root_dir: this.rootDir }
    return Manifest.open(join(this.rootDir, this.fileNameOf(process)), { metadata })
  }

  private fileNameOf(process: string): string {
    return this.domain === undefined ? `${process}_v${this.etlVersion}.json` : `${this.domain}_${process}.manifest.json`
  }
}

function requirePart(what: string, text: string): void {
  if (partOfName.test(text)) return
  throw refuse(`${JSON.stringify(text)} cannot be the ${what} in a file's name: use letters, digits, ".", "-" and "_".`)
}

function refuse(message: string): AppError {
  return new AppError({ code: 'bad-usage', operation, message })
}
