import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { z } from 'zod'
import { writeFileDurably } from '../../atomic/durable-file.ts'
import { toCamelKeys, toSnakeKeys } from '../../workspace/snake-keys.ts'

const maxProgressBytes = 4 * 1024 * 1024

export const stagedPhaseSchema = z.strictObject({
  phase: z.number().int().positive(),
  name: z.string(),
  startedUtc: z.string().nullable(),
  completedUtc: z.string().nullable(),
})
/** A phase that began; `completedUtc` is null until it is complete. */
export type StagedPhase = z.infer<typeof stagedPhaseSchema>

// To signal the group of 0 or 1 would be to signal one's own, or every process there is.
const processId = z.number().int().min(2)
const processSchema = z.strictObject({ host: z.string(), processId, processStart: z.string() })

/** An artifact as its build made it. Sizes in bytes. */
export const artifactFactsSchema = z.strictObject({
  sizeBytes: z.number(),
  /** ISO 8601 with nanoseconds. */
  modifiedUtc: z.string(),
  sha256: z.string(),
})
export type ArtifactFacts = z.infer<typeof artifactFactsSchema>

const buildProgressSchema = z.object({
  format: z.literal('assay-build-progress'),
  version: z.literal(1),
  /** From 1: how often this artifact was begun or gone on with. */
  attempt: z.number().int().positive(),
  runId: z.string(),
  startedUtc: z.string(),
  /** The name of the artifact in progress. */
  artifact: z.string().regex(/^[^/\\]+$/u),
  /** Digest of what the artifact is made of; another one makes what lies here of no use. */
  recipe: z.string(),
  phaseNames: z.array(z.string()),
  /** Whether the artifact itself keeps its phases, in `_build_progress`. */
  isInArtifact: z.boolean(),
  phases: z.array(stagedPhaseSchema),
  itemsDone: z.number().nullable(),
  itemsTotal: z.number().nullable(),
  /** Leader of the builder's process group, while it runs. */
  builder: processSchema.nullable(),
  /** Set once the builder is done and only Assay's own steps are left. */
  isFinishing: z.boolean(),
  /** The artifact as it is put into its place. */
  finished: artifactFactsSchema.nullable(),
  /** Why the attempt failed; null while it runs, and where it was cancelled or killed. */
  failure: z.string().nullable(),
})
/** How far a build has come, as Assay knows it, in `<id>.progress.json`. */
export type BuildProgress = z.infer<typeof buildProgressSchema>

/** Undefined where there is none that can be read: then nothing is known to be done. */
export async function readProgressFile(path: string): Promise<BuildProgress | undefined> {
  try {
    const parsed = buildProgressSchema.safeParse(toCamelKeys(JSON.parse(await readText(path))))
    return parsed.success ? parsed.data : undefined
  } catch {
    // Missing or damaged: the build begins anew, which is slower and never wrong.
    return undefined
  }
}

/** Neither a link, nor a pipe that would keep the reader waiting for ever, nor more than there can be of it. */
async function readText(path: string): Promise<string> {
  // oxlint-disable-next-line no-bitwise -- flags of open(2) are combined so
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const stats = await file.stat()
    if (!stats.isFile() || stats.size > maxProgressBytes) throw new RangeError(`${path} is no record of a build.`)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** Durable when it resolves. Errors: those of a write. */
export function writeProgressFile(path: string, progress: BuildProgress): Promise<void> {
  return writeFileDurably(path, `${JSON.stringify(toSnakeKeys(progress), undefined, 2)}\n`)
}
