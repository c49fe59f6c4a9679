import { basename, join, resolve } from 'node:path'
import { AppError } from '../../../shared/errors/app-error.ts'
import { parseProcessManifestName } from '../../../shared/model/process-manifest-names.ts'
import { Manifest } from '../manifest.ts'

const usualVersion = '1.0.0'
const versionedName = /_v\d[^/\\]*$/u
const operation = 'create process manifest'

export interface NewManifest {
  readonly folder: string
  /** `systems_download`, `extractor_v1.0.0`, or `extractor` with a version; a file name of either naming will do. */
  readonly name: string
  /** By default as the name tells. */
  readonly process?: string | undefined
  /** By default as the name tells, else 1.0.0. */
  readonly etlVersion?: string | undefined
}

export interface CreatedManifest {
  readonly path: string
  readonly process: string
  readonly etlVersion: string
}

function badName(message: string): AppError {
  return new AppError({ code: 'bad-usage', operation, message })
}

function taken(path: string, cause: AppError): AppError {
  const message = `There is a file ${path} already, and it stays as it is. Add to it, give the new one another name, or move it away first.`
  return new AppError({ code: 'already-exists', operation, path, message, cause })
}

function nameFile({ name, etlVersion }: NewManifest): string {
  const stem = name.replace(/(?:\.manifest)?\.json$/u, '')
  if (versionedName.test(stem)) return `${stem}.json`
  if (stem.includes('_')) return `${stem}.manifest.json`
  if (etlVersion !== undefined) return `${stem}_v${etlVersion}.json`
  const advice = 'Give a domain and a process such as systems_download, or a version, as in extractor_v1.0.0.'
  throw badName(`"${name}" does not say what the manifest is of. ${advice}`)
}

/**
 * Makes a process manifest without records, and its folder where that is missing. Errors: `bad-usage` for a name that is
 * of neither naming, `already-exists`, and those of a durable write.
 */
export async function createProcessManifest(options: NewManifest): Promise<CreatedManifest> {
  const fileName = nameFile(options)
  const named = parseProcessManifestName(fileName)
  if (basename(fileName) !== fileName || /[\0\\]/u.test(fileName) || named.process === null) {
    throw badName(`"${fileName}" cannot be the name of a manifest.`)
  }
  const { etlVersion = named.version ?? usualVersion, process = named.process } = options
  if (named.version !== null && named.version !== etlVersion) {
    throw badName(`The name says version ${named.version}, and the option ${etlVersion}. Give one of them.`)
  }
  const folder = resolve(options.folder)
  const path = join(folder, fileName)
  try {
    await Manifest.open(path).create({ process, etl_version: etlVersion, root_dir: folder })
  } catch (error) {
    throw error instanceof AppError && error.code === 'already-exists' ? taken(path, error) : error
  }
  return { path, process, etlVersion }
}
