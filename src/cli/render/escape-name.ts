import { escapeName, escapeNameBytes, escapeText } from '../../shared/text/escape-name.ts'

export { escapeName, escapeNameBytes, escapeText }

/** A path of this machine; on Windows its separators stay as people write them. */
export function escapeLocation(path: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? escapeText(path) : escapeName(path)
}

/** The path of an entry as a terminal may show it, with the exact bytes where it is not UTF-8. */
export function escapeEntryPath(path: string, pathBase64: string | undefined): string {
  return pathBase64 === undefined ? escapeName(path) : escapeNameBytes(Buffer.from(pathBase64, 'base64'))
}
