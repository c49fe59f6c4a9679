import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '../../../shared/model/plan.ts'
import { BuildBench, writeArtifact } from './build-fixtures.ts'
import { buildMatrix } from './build-matrix.ts'
import type { BuiltArtifact } from './build-types.ts'

let bench: BuildBench
beforeEach(() => {
  bench = new BuildBench()
})
afterEach(() => bench.remove())

/** What the progress file says once the artifact is finished; all of the staging folder is gone again. */
async function buildWith(plan: Plan): Promise<string> {
  let progress = ''
  const built: BuiltArtifact = await bench.build(plan, {
    onEvent: ({ kind }) => {
      if (kind === 'finishing') progress = readFileSync(bench.staged('a_p.progress.json'), 'utf8')
    },
  })
  const { sizeBytes, modifiedUtc, sha256 } = built
  const finished = { size_bytes: sizeBytes, modified_utc: modifiedUtc, sha256 }
  return JSON.stringify({ ...(JSON.parse(progress) as object), finished })
}

const buildAgain = (plan: Plan) =>
  buildMatrix(plan, {
    workspace: bench.workspace,
    isForced: false,
    isAlteredReplaced: false,
    jobCount: 1,
  })

describe('a build that was killed after its artifact was in its place', () => {
  const leftovers: [string, readonly string[]][] = [
    ['all of its folder', ['lock', 'progress.json', 'info.log', 'debug.log']],
    ['its progress and its lock', ['lock', 'progress.json']],
    ['its lock', ['lock']],
    ['its empty folder', []],
  ]
  it.each(leftovers)('leaves %s, which the next one clears away', async (_, names) => {
    const plan = await bench.planOf(writeArtifact)
    const progress = await buildWith(plan)
    mkdirSync(bench.staged('.'), { recursive: true })
    for (const name of names) writeFileSync(bench.staged(`a_p.${name}`), name === 'progress.json' ? progress : '')
    const { leftAlone } = await buildAgain(plan)
    expect(leftAlone.done).toHaveLength(1)
    expect(readdirSync(bench.at('out'))).toEqual(['a_p.bin'])
  })

  it('leaves the empty folder of all builds, which goes too', async () => {
    const plan = await bench.planOf(writeArtifact)
    await buildWith(plan)
    mkdirSync(bench.at('out', '_build'))
    await buildAgain(plan)
    expect(readdirSync(bench.at('out'))).toEqual(['a_p.bin'])
  })
})

it('leaves alone what it does not know beside an artifact that is there', async () => {
  const plan = await bench.planOf(writeArtifact)
  await buildWith(plan)
  mkdirSync(bench.staged('.'), { recursive: true })
  writeFileSync(bench.staged('notes.txt'), 'mine')
  await buildAgain(plan)
  expect(existsSync(bench.staged('notes.txt'))).toBe(true)
})
