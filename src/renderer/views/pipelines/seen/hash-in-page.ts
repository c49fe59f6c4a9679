/** More would not fit into the page's memory at once. */
export const maxHashedBytes = 512 * 1024 * 1024

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The SHA-256 of a dropped file whose path is not told; null where it is too large to be read here. */
export async function hashInPage(file: Blob): Promise<string | null> {
  if (file.size > maxHashedBytes) return null
  return toHex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
}

/** A SHA-256 out of what was pasted, such as a line of `sha256sum`; null where there is none. */
export function findSha256(text: string): string | null {
  return /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/iu.exec(text)?.[0].toLowerCase() ?? null
}
