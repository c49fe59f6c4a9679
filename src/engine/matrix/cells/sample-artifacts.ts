import type { Plan } from '../../../shared/model/plan.ts'
import { artifactPathOf } from './describe-cell.ts'
import { lookAtArtifact } from './judge-artifact.ts'

const sampleCount = 64
/** For fewer cells it makes no difference. */
const fewestCells = 1000
/** From such a share on, looking for all artifacts takes less than reading the names of those there are. */
const shareThere = 7 / 8

/**
 * Whether so many artifacts of a plan are there that a look at each, found or not, costs less than to read the names in the
 * output folder first; a few of them tell. Never where the file system does not tell capitals from small letters, because a
 * look would then find files of another name; nor where one cannot be looked at, of which the reading will say why.
 */
export function areMostThere(plan: Plan): boolean {
  const cellCount = plan.artifactNames.length
  if (cellCount < fewestCells) return false
  const step = Math.floor(cellCount / sampleCount)
  const sample = Array.from({ length: sampleCount }, (_, at) => artifactPathOf(plan, at * step))
  try {
    const there = sample.filter((path) => lookAtArtifact(path) !== undefined)
    if (there.length < sampleCount * shareThere) return false
    return there.every((path) => isAlone(path, plan.outputFolder.length))
  } catch {
    return false
  }
}

/** Whether nothing is found by the same name in other letters. */
function isAlone(path: string, folderLength: number): boolean {
  const [folder, name] = [path.slice(0, folderLength), path.slice(folderLength)]
  const others = [name.toUpperCase(), name.toLowerCase()].filter((other) => other !== name)
  return others.every((other) => lookAtArtifact(folder + other) === undefined)
}
