import { classifySide, type RepeatableRun } from '../../engine/index.ts'
import type { RequestInput } from '../../shared/ipc/contract.ts'
import type { RunPlan } from './run-plan.ts'

/** What all plans of one host have in common. */
export interface PlanHost {
  readonly workspace: string
  readonly version: string
}

type SnapshotChoices = Omit<RequestInput<'snapshot.start'>, 'token' | 'baseManifestId'>

/** A snapshot as the app makes them: into the workspace, in Assay's own format. */
export function planSnapshot(
  { workspace, version }: PlanHost,
  directory: string,
  choices: SnapshotChoices,
  base?: string,
): RunPlan {
  const options = { ...choices, directory, workspace, toolVersion: version, format: 'assay-manifest' as const }
  const based = base === undefined ? options : { ...options, base }
  return { kind: 'snapshot', directory, request: (runId) => ({ kind: 'snapshot', options: { ...based, runId } }) }
}

/** What a run of the past did, once more. Errors: those of `classifySide`. */
export async function planAgain(host: PlanHost, repeated: RepeatableRun): Promise<RunPlan> {
  if (repeated.kind === 'snapshot') {
    const { algorithms, include, exclude, base, directory, isJunkExcluded, isParanoid } = repeated
    const choices = {
      algorithms: [...algorithms],
      include: [...include],
      exclude: [...exclude],
      isJunkExcluded,
      isParanoid,
    }
    return planSnapshot(host, directory, choices, base)
  }
  if (repeated.kind === 'watch') return planWatch(host, repeated)
  const { left, right, isQuick, isStrict, allowEmpty } = repeated
  if (repeated.kind === 'compare') return planCompareOf(host, left, right, { isStrict, allowEmpty })
  return planVerifyOf(host, left, right, { isQuick, isStrict, allowEmpty })
}

/** A watch of a folder for drift from a manifest. */
export function planWatch(
  { workspace, version }: PlanHost,
  {
    directory,
    manifest,
    isStrict,
  }: { readonly directory: string; readonly manifest: string; readonly isStrict: boolean },
): RunPlan {
  const options = { manifest, directory, isStrict, workspace, toolVersion: version }
  return {
    kind: 'watch',
    directory,
    manifest,
    sides: { left: { type: 'manifest', path: manifest }, right: { type: 'folder', path: directory } },
    isStrict,
    request: (runId) => ({ kind: 'watch', options: { ...options, runId } }),
  }
}

type VerifyChoices = Omit<RequestInput<'verify.start'>, 'manifestId' | 'token'>

/** A verify of a folder against a manifest. */
export function planVerifyOf(
  { workspace, version }: PlanHost,
  manifest: string,
  directory: string,
  choices: VerifyChoices,
): RunPlan {
  const options = { ...choices, manifest, directory, workspace, toolVersion: version }
  return {
    kind: 'verify',
    directory,
    manifest,
    sides: { left: { type: 'manifest', path: manifest }, right: { type: 'folder', path: directory } },
    isStrict: choices.isStrict,
    request: (runId) => ({ kind: 'verify', options: { ...options, runId } }),
  }
}

/** A comparison of two folders or manifests, whichever is at the paths. Errors: those of `classifySide`. */
export async function planCompareOf(
  { workspace, version }: PlanHost,
  leftPath: string,
  rightPath: string,
  { isStrict, allowEmpty }: Pick<RequestInput<'compare.start'>, 'isStrict' | 'allowEmpty'>,
): Promise<RunPlan> {
  const [left, right] = await Promise.all([classifySide(leftPath), classifySide(rightPath)])
  const options = { left, right, isStrict, allowEmpty, workspace, toolVersion: version }
  return {
    kind: 'compare',
    directory: right.path,
    sides: { left, right },
    isStrict,
    request: (runId) => ({ kind: 'compare', options: { ...options, runId } }),
  }
}
