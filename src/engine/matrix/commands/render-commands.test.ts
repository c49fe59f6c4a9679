import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { listPermutations } from '../cells/list-permutations.ts'
import { PlanFolder } from '../plan/plan-fixtures.ts'
import { readPlan } from '../plan/read-plan.ts'
import { cellCommand, pathFrom } from './cell-command.ts'
import { quoteWord } from './quote-word.ts'
import { renderCommands, type CommandFormat } from './render-commands.ts'

const program = ['./tell']
const has = (name: string): boolean => spawnSync(name, ['--version']).error === undefined

let folder: PlanFolder
beforeEach(() => {
  folder = new PlanFolder()
  // Prints its arguments, each ended by NUL.
  folder.write('tell', '#!/bin/sh\nprintf \'%s\\0\' "$@"\n')
  chmodSync(folder.path('tell'), 0o755)
})
afterEach(() => folder.remove())

async function readCells(path: string): Promise<{ plan: Plan; permutations: readonly Permutation[] }> {
  const plan = await readPlan(path)
  return { plan, permutations: (await listPermutations(plan, { workspace: folder.path('w') })).permutations }
}

function render(plan: Plan, permutations: readonly Permutation[], format: CommandFormat, isForced = false): string {
  return [...renderCommands(plan, permutations, format, { program, isForced }).chunks].join('')
}

/** What programs started by a script in the folder were given, one list a program. */
function wordsOf(output: Buffer): string[][] {
  const lists: string[][] = []
  for (const word of output.toString().split('\0').slice(0, -1)) {
    if (word === 'matrix') lists.push([])
    lists.at(-1)?.push(word)
  }
  return lists
}

function runIn(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string[][] {
  const { stdout, stderr, status } = spawnSync(command, args, { cwd: folder.root, env: { ...process.env, ...env } })
  expect([status, stderr.toString()]).toEqual([0, ''])
  return wordsOf(stdout)
}

const awkward = [
  'plain',
  'a b',
  "it's",
  '$HOME',
  '`id`',
  '-x',
  '#1',
  '~',
  'a;b',
  '"q"',
  '*',
  'a=b',
  '\\',
  '!1',
  'é',
  '%d',
]

describe('a command of a cell', () => {
  it('is relative to the project root, and absolute only outside of it', () => {
    expect(pathFrom('/p', '/p/plans/a.json')).toBe('plans/a.json')
    expect(pathFrom('/p', '/p')).toBe('.')
    expect(pathFrom('/p', '/q/a.json')).toBe('/q/a.json')
    expect(pathFrom('/p', '/p/..a/b')).toBe('..a/b')
    expect(pathFrom('/p', '/p/-rf')).toBe('./-rf')
    const plan = { path: '/p/a.plan.yaml', root: '/p', outputFolder: '/elsewhere' }
    const cell = { inputId: 'i', paramName: 'p' }
    expect(cellCommand(plan, cell, { program: ['assay'], isForced: true }).join(' ')).toBe(
      'assay matrix build a.plan.yaml --output-folder /elsewhere --input-id i --param-name p --force',
    )
  })

  it('is read by sh as the words it was made of, whatever they are', () => {
    const word = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...awkward))
    const words = fc.array(
      word.map((any) => Buffer.from(any.replaceAll('\0', '')).toString()),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(words, (texts) => {
        const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${texts.map(quoteWord).join(' ')}`])
        expect(stdout.toString().split('\0').slice(0, -1)).toEqual(texts)
      }),
      { numRuns: 60 },
    )
  })
})

describe('commands of a plan with awkward names', () => {
  async function prepare() {
    const path = folder.writePlan(
      {
        output_folder: 'my out',
        root: '..',
        inputs: awkward.map((text, at) => ({ id: `${text}${at}` })),
        params: [{ name: 'p q' }, { name: "x'$y" }],
      },
      "plans/it's #1.plan.json",
    )
    return readCells(path)
  }

  function expectedWords(plan: Plan, permutations: readonly Permutation[]): string[][] {
    return permutations.map((each) => cellCommand(plan, each, { program: [], isForced: false }))
  }

  it('run as they are from the project root, line by line in sh', async () => {
    const { plan, permutations } = await prepare()
    expect(runIn('sh', ['-c', render(plan, permutations, 'commands')])).toEqual(expectedWords(plan, permutations))
  })

  it('are the jobs of a GitHub matrix, on one line', async () => {
    const { plan, permutations } = await prepare()
    const text = render(plan, permutations, 'gha')
    expect(text.trimEnd()).not.toContain('\n')
    const { include } = JSON.parse(text) as { include: { command: string; permutation_id: string }[] }
    expect(include.map((job) => job.permutation_id)).toEqual(permutations.map((each) => each.permutationId))
    const script = include.map(({ command }) => command).join('\n')
    expect(runIn('sh', ['-c', script])).toEqual(expectedWords(plan, permutations))
  })

  it('are tasks of a Slurm array, each by its number', async () => {
    const { plan, permutations } = await prepare()
    const script = folder.write('array.sh', render(plan, permutations, 'slurm'))
    expect(render(plan, permutations, 'slurm')).toContain(`#SBATCH --array=0-${permutations.length - 1}\n`)
    const expected = expectedWords(plan, permutations)
    for (const task of [0, 5, permutations.length - 1]) {
      expect(runIn('bash', [script], { SLURM_ARRAY_TASK_ID: String(task) })).toEqual([expected[task]])
    }
    const outside = spawnSync('bash', [script], { cwd: folder.root, env: { SLURM_ARRAY_TASK_ID: '9999' } })
    expect([outside.status, outside.stderr.toString()]).toEqual([3, "There is no task '9999' in this array.\n"])
  })

  it.skipIf(!has('make'))('are targets of make, which runs each and hands its words on', async () => {
    const { plan, permutations } = await prepare()
    const fragment = folder.write('fragment.mk', render(plan, permutations, 'make'))
    expect(runIn('make', ['-s', '-f', fragment])).toEqual(expectedWords(plan, permutations))
  })
})

describe.skipIf(!has('make'))('a Makefile fragment', () => {
  it.each(['out', 'my out', 'a#b', 'cost$1', 'a%b', 'a:b', 'a;b', 'a=b', 'été', 'x*[1]', '~', 'tab\there', 'all'])(
    'leaves alone what is there, and makes what is not, below %j',
    async (outputFolder) => {
      const inputs = [{ id: 'there' }, { id: 'missing' }]
      // A text in a plan has no tab; a folder on the command line may.
      const path = folder.writePlan({ inputs, artifact: '{input_id} {param_name}.$x' })
      const plan = await readPlan(path, { outputFolder: folder.path(outputFolder) })
      folder.write(`${outputFolder}/there p.$x`, '')
      const { permutations } = await listPermutations(plan, { workspace: folder.path('w') })
      const fragment = folder.write('fragment.mk', render(plan, permutations, 'make'))
      const made = runIn('make', ['-s', '-f', fragment]).map((words) => words[words.indexOf('--input-id') + 1])
      const isNamed = /^[\w #$é]+$/u.test(outputFolder)
      expect(made).toEqual(isNamed ? ['missing'] : ['missing', 'there'])
    },
  )

  it('makes everything again when forced', async () => {
    const { plan, permutations } = await readCells(folder.writePlan({}))
    folder.write('out/i_p.bin', '')
    const fragment = folder.write('fragment.mk', render(plan, permutations, 'make', true))
    expect(runIn('make', ['-s', '-f', fragment])[0]?.at(-1)).toBe('--force')
  })

  it('is valid without a single target', async () => {
    const { plan } = await readCells(folder.writePlan({}))
    const fragment = folder.write('fragment.mk', render(plan, [], 'make'))
    expect(spawnSync('make', ['-n', '-f', fragment], { cwd: folder.root }).status).toBe(0)
  })
})

describe('what to know before commands are used', () => {
  it('is how many jobs GitHub and most clusters take', async () => {
    const inputs = Array.from({ length: 1002 }, (_, at) => ({ id: `i${at}` }))
    const { plan, permutations } = await readCells(folder.writePlan({ inputs }))
    const noticeOf = (format: CommandFormat, count: number): string | null =>
      renderCommands(plan, permutations.slice(0, count), format, { program, isForced: false }).notice
    expect(noticeOf('gha', 257)).toContain('at most 256 jobs')
    expect(noticeOf('gha', 256)).toBeNull()
    expect(noticeOf('gha', 0)).toContain('fails a matrix without jobs')
    expect(noticeOf('slurm', 1002)).toContain('at most 1001 tasks')
    expect(noticeOf('slurm', 1001)).toBeNull()
    expect(noticeOf('commands', 1002)).toBeNull()
    expect(isAbsolute(plan.root)).toBe(true)
  })

  it('is that a Slurm script without tasks has none to run', async () => {
    const { plan } = await readCells(folder.writePlan({}))
    expect(render(plan, [], 'slurm')).not.toContain('--array')
  })

  it('is that a Makefile cannot write a path with a line break', async () => {
    const { plan, permutations } = await readCells(folder.writePlan({}, 'a\nb.plan.json'))
    expect(() => render(plan, permutations, 'make')).toThrow('A path with a line break cannot stand in a Makefile.')
  })
})
