/** How a process manifest is named: after its domain and process, after its process and version, or otherwise. */
export type ProcessNamePattern = 'domain-process' | 'process-version' | 'other'

export interface ProcessManifestName {
  readonly pattern: ProcessNamePattern
  readonly domain: string | null
  readonly process: string | null
  readonly version: string | null
}

const domainProcess = /^(.+)_([^_]+)\.manifest\.json$/su
const processVersion = /^(.+)_v(\d[^/\\]*)\.json$/su
const damagedCopy = /\.damaged-[0-9TZ-]+\.json$/u
const unknownName: ProcessManifestName = { pattern: 'other', domain: null, process: null, version: null }

/** Whether a file's name is that of a copy which a repair put aside. */
export function isDamagedCopyName(name: string): boolean {
  return damagedCopy.test(name)
}

/** Reads what a file's name says: `systems_download.manifest.json`, `extractor_v1.0.0.json`. Copies aside are `other`. */
export function parseProcessManifestName(name: string): ProcessManifestName {
  if (isDamagedCopyName(name)) return unknownName
  const [, domain, process] = domainProcess.exec(name) ?? []
  if (domain !== undefined && process !== undefined)
    return { pattern: 'domain-process', domain, process, version: null }
  const [, versioned, version] = processVersion.exec(name) ?? []
  if (versioned === undefined || version === undefined || name.endsWith('.manifest.json')) return unknownName
  return { pattern: 'process-version', domain: null, process: versioned, version }
}
