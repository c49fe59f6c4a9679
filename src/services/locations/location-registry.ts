import { randomBytes } from 'node:crypto'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Location } from '../../shared/ipc/library-schemas.ts'

const maxLocations = 100_000
const tokenBytes = 16

/**
 * Hands out opaque tokens for paths a user chose, so that a compromised renderer cannot name paths of its own. Tokens
 * live as long as the process; the same path keeps its token, and the oldest go beyond 100,000.
 */
export class LocationRegistry {
  private readonly pathByToken = new Map<string, string>()
  private readonly tokenByPath = new Map<string, string>()

  issue(path: string): Location {
    const token = this.tokenByPath.get(path) ?? this.remember(path)
    return { token, displayPath: path }
  }

  /** Throws `unknown-token` for a token this process did not hand out. */
  pathOf(token: string): string {
    const path = this.pathByToken.get(token)
    if (path !== undefined) return path
    const message = 'This place is not known any more. Choose it again.'
    throw new AppError({ code: 'unknown-token', operation: 'look up location', message })
  }

  private remember(path: string): string {
    const token = randomBytes(tokenBytes).toString('base64url')
    this.tokenByPath.set(path, token)
    this.pathByToken.set(token, path)
    if (this.pathByToken.size > maxLocations) this.forgetOldest()
    return token
  }

  private forgetOldest(): void {
    for (const [token, path] of this.pathByToken) {
      this.pathByToken.delete(token)
      this.tokenByPath.delete(path)
      return
    }
  }
}
