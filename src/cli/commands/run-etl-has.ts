import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { findSeenContent, hashFiles, loadPipeline } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { ScanError } from '../../shared/model/run.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { EtlHasArguments } from '../parse/etl-arguments.ts'
import { describeError } from '../render/describe-error.ts'
import { escapeLocation, escapeName, escapeText } from '../render/escape-name.ts'
import { toCopyJson } from '../render/etl-json.ts'
import { resolvePath, type CommandContext } from './command-context.ts'

const operation = 'look for content'
const sha256Pattern = /^[0-9a-f]{64}$/iu

type Seen = ReturnType<typeof findSeenContent>

interface Subject {
  readonly sha256: string
  readonly path?: string
  readonly sizeBytes?: number
}

/** `assay etl has`: 0 where the content is recorded, 1 where it is not, 2 where a damaged manifest may have lost it. */
export async function runEtlHas(args: EtlHasArguments, context: CommandContext): Promise<ExitCode> {
  const { signal } = context.environment
  const target = resolvePath(context, args.target)
  const [subject, pipeline] = await Promise.all([
    readSubject(args.subject, context),
    loadPipeline({ target }, { signal }),
  ])
  const seen = findSeenContent(pipeline.index, subject.sha256)
  const isSeen = seen.copies.length > 0
  const { errors } = pipeline
  if (args.isJson)
    await context.streams.stdout.write(`${JSON.stringify(toJson(subject, seen, errors), undefined, 2)}\n`)
  else await tell(subject, seen, errors, context)
  if (isSeen) return exitCodes.clean
  return seen.damaged.length > 0 || errors.length > 0 ? exitCodes.incomplete : exitCodes.findings
}

/** A file of that name wins over a digest. */
async function readSubject(given: string, context: CommandContext): Promise<Subject> {
  const path = resolvePath(context, given)
  const stats = await stat(path).catch(() => undefined)
  if (stats === undefined && sha256Pattern.test(given)) return { sha256: given.toLowerCase() }
  if (stats === undefined) throw unknownSubject(given, path)
  const { signal } = context.environment
  for await (const result of hashFiles([path], ['sha256'], { signal })) {
    if ('error' in result) {
      const { code, message } = result.error
      const reason = `${path} could not be read: ${code}: ${message}.`
      const isOther = code === 'EISDIR' || code === 'ENOTSUP'
      throw new AppError({ code: isOther ? 'not-a-file' : 'read-failed', operation, path, message: reason })
    }
    return { path, sizeBytes: result.sizeBytes, sha256: result.digests.sha256 ?? '' }
  }
  throw unknownSubject(given, path)
}

function unknownSubject(given: string, path: string): AppError {
  if (/^[0-9a-f]+$/iu.test(given)) {
    const message = `${given} is neither a file nor a SHA-256: that has 64 hexadecimal digits, and this ${given.length}.`
    return new AppError({ code: 'bad-usage', operation, message })
  }
  const message = `${path} does not exist. Name a file, or a SHA-256 in 64 hexadecimal digits.`
  return new AppError({ code: 'not-found', operation, path, message })
}

function toJson({ sha256, path, sizeBytes }: Subject, seen: Seen, errors: readonly ScanError[]): object {
  const isSeen = seen.copies.length > 0
  const isCertain = isSeen || (seen.damaged.length === 0 && errors.length === 0)
  return {
    ...(path === undefined ? {} : { path, size_bytes: sizeBytes }),
    checksum_sha256: sha256,
    seen: isCertain ? isSeen : null,
    records: seen.copies.map(toCopyJson),
    damaged: seen.damaged,
    errors,
  }
}

async function tell(
  { sha256, path }: Subject,
  seen: Seen,
  errors: readonly ScanError[],
  { streams }: CommandContext,
): Promise<void> {
  for (const error of errors) await streams.stderr.write(`${describeError(error)}\n`)
  for (const manifest of seen.damaged) {
    const what = `${escapeLocation(manifest)} is damaged: records it has lost cannot be told.`
    await streams.stderr.write(`assay: ${what} See "assay etl show".\n`)
  }
  for (const { process, time, path: recorded, manifest } of seen.copies) {
    const file = escapeName(basename(manifest))
    const where = process === null ? file : `${escapeName(process)} (${file})`
    await streams.stdout.write(`seen in ${where} on ${escapeText(time)}, as ${escapeLocation(recorded)}\n`)
  }
  if (seen.copies.length > 0) return
  const what = path === undefined ? sha256 : escapeLocation(path)
  const isCertain = seen.damaged.length === 0 && errors.length === 0
  await streams.stdout.write(isCertain ? `not seen: ${what}\n` : `cannot tell whether ${what} was seen\n`)
}
