import { join } from 'node:path'
import { z } from 'zod'
import { readStateFile, writeStateFile } from '../../engine/index.ts'

const fileSchema = z.strictObject({ version: z.literal(1), plans: z.array(z.string()) })

/** `<workspace>/plans.json`: paths of the plans in the list, links resolved, in the order they were added. */
export class PlansFile {
  private readonly path: string
  private readonly warn: (message: string) => void

  constructor(workspace: string, warn: (message: string) => void) {
    this.path = join(workspace, 'plans.json')
    this.warn = warn
  }

  async read(): Promise<string[]> {
    const { value, warning } = await readStateFile(this.path, fileSchema, { version: 1, plans: [] })
    if (warning !== undefined) this.warn(warning)
    return value.plans
  }

  /** Errors: those of a durable write. */
  write(plans: readonly string[]): Promise<void> {
    return writeStateFile(this.path, { version: 1, plans })
  }
}
