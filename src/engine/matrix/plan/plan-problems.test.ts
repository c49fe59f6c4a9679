import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlanError } from './plan-error.ts'
import { planText, PlanFolder } from './plan-fixtures.ts'
import { readPlan } from './read-plan.ts'

let folder: PlanFolder
beforeEach(() => {
  folder = new PlanFolder()
})
afterEach(() => folder.remove())

async function problemsOf(path: string): Promise<readonly string[]> {
  try {
    await readPlan(path)
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    return error.problems.map(({ line, column, field, message }) => `${line}:${column} ${field} ${message}`)
  }
  return []
}

async function problemOf(path: string): Promise<string> {
  return (await problemsOf(path)).join('\n')
}

describe('what is wrong is told with its line, column and field', () => {
  it.each([
    [
      'an unknown field',
      'cost: 100, label',
      'lable',
      '6:36 inputs[0].lable There is no such field. Did you mean "label"?',
    ],
    [
      'an infinite cost',
      'cost: 100',
      'cost: .inf',
      '6:42 inputs[0].cost Expected a number of 0 or more, not Infinity.',
    ],
    ['a number for a text', 'id: first', 'id: 7', '6:11 inputs[0].id Expected a text, not 7. Write "7" in quotes.'],
    ['a number for a phase', 'embed]', '3]', '11:19 phases[1] Expected a text, not 3. Write "3" in quotes.'],
    ['a missing field', 'output_folder: out', '', '1:1 output_folder This field is missing.'],
  ])('%s', async (_, before, after, expected) => {
    expect(await problemsOf(folder.write('a.plan.yaml', planText.replace(before, after)))).toContain(expected)
  })

  it.each([
    [{ version: 2 }, 'version Expected 1, the version this Assay reads.'],
    [{ format: 'other' }, 'format Expected the text "assay-plan".'],
    [{ inputs: [] }, 'inputs The list is empty.'],
    [{ params: {} }, 'params Expected a list, not a map.'],
    [{ inputs: [{ id: 'a', glob: '*' }] }, 'inputs[0].id There is no such field. Known are glob, cost.'],
    [{ inputs: [{ glob: '{a,b}'.repeat(9) }] }, 'inputs[0].glob The glob stands for more than 256 globs'],
    [{ inputs: [{ id: 'a', cost: 'rows' }] }, 'inputs[0].cost Without a path there are no rows to count.'],
    [{ inputs: [{ id: 'a', cost: -1 }] }, 'inputs[0].cost Expected a number of 0 or more, not -1.'],
    [{ inputs: [{ id: 'a\nb' }] }, 'inputs[0].id The text has a line break or another control character.'],
    [{ params: [{ name: 'p' }, { name: 'p' }] }, 'params The param "p" is there twice: lines'],
    [{ params: [{ name: 'p', values: { 'a b': 1 } }] }, 'params[0].values.a b A name of a value has only letters'],
    [{ params: [{ name: 'p', values: { a: [] } }] }, 'params[0].values.a Expected a text, a finite number'],
    [{ artifact: '/{permutation_id}' }, 'artifact The artifact "/i_p" is no plain name'],
    [{ artifact: '../{permutation_id}' }, 'artifact The artifact "../i_p" is no plain name'],
    [{ artifact: '_build' }, 'artifact "_build" is where builds are staged.'],
    [{ artifact: 'con.db' }, 'artifact No system has a file "con.db" for sure.'],
    [{ artifact: '{staging_folder}' }, "artifact {staging_folder} cannot be part of the artifact's name."],
    [{ build: ['x', '{inputpath}'] }, 'build[1] There is no placeholder {inputpath}. Did you mean "input_path"?'],
    [{ build: ['x', '{'] }, 'build[1] A single "{" stands here. Write "{{" for a brace.'],
    [{ build: ['x', 3] }, 'build[1] Expected a text: a number as an argument is written in quotes.'],
    [{ build: [''] }, "build[0] The builder's name is empty."],
  ])('in JSON: %j', async (fields, expected) => {
    expect(await problemOf(folder.writePlan(fields))).toContain(expected)
  })

  it('a placeholder that only some params have a value for', async () => {
    const params = [{ name: 'a', values: { dim: 1 } }, { name: 'b' }]
    expect(await problemOf(folder.writePlan({ params, build: ['x', '{values.dim}'] }))).toContain(
      '{values.dim} has no value for the param "b".',
    )
  })

  it('two cells of one id, with the lines of both', async () => {
    const path = folder.write(
      'a.plan.yaml',
      `format: assay-plan
version: 1
output_folder: out
inputs:
  - id: a_b
  - id: A
params:
  - name: c
  - name: B_c
`,
    )
    expect(await problemOf(path)).toBe(
      '6:5 inputs Two cells have the id "A_B_c", whatever the case of its letters: a_b with c (lines 5 and 8) and A with B_c (lines 6 and 9).',
    )
  })

  it('two cells of one artifact', async () => {
    const path = folder.writePlan({ artifact: '{input_id}.db', params: [{ name: 'a' }, { name: 'b' }] })
    expect(await problemOf(path)).toContain('artifact Two cells have the artifact "i.db"')
  })

  it('all of it, in the order of the lines', async () => {
    const path = folder.write('a.plan.yaml', planText.replace('version: 1', 'version: 3').replace('embed]', '3]'))
    const error = await readPlan(path).catch((error: unknown) => error)
    expect(error).toMatchObject({ code: 'plan-invalid', message: expect.stringContaining(`${path}:2:10: version: `) })
    expect(error).toHaveProperty('notes', [expect.stringContaining(`${path}:11:19: phases[1]: `)])
  })
})

describe('what is there twice', () => {
  const broken = `format: assay-plan
version: 1
output_folder: out
nonsense: 1
inputs:
  - { id: a, cost: -1 }
  - { id: a }
  - { id: B }
  - { id: b }
  - { id: 7 }
params:
  - { name: p }
  - { name: q, cost: none }
  - { name: p }
`
  it('is told together with other faults, as far as the plan could be read', async () => {
    const found = await problemsOf(folder.write('a.plan.yaml', broken))
    expect(found.map((problem) => problem.slice(0, 60))).toEqual([
      '4:1 nonsense There is no such field. Known are format, versi',
      expect.stringContaining('inputs[0].cost Expected a number of 0 or more, not -1.'),
      expect.stringMatching(/^7:5 inputs\[1\] The input "a" is there twice: line 6; line 7/u),
      expect.stringMatching(/^9:5 inputs Two cells have the id "b_p"/u),
      expect.stringContaining('inputs[4].id Expected a text, not 7.'),
      expect.stringContaining('params[1].cost Expected a number of 0 or more'),
      '14:5 params The param "p" is there twice: lines 12 and 14.',
    ])
  })

  it('is told all at once when nothing else is wrong', async () => {
    const sound = broken
      .replace('nonsense: 1\n', '')
      .replace(', cost: -1', '')
      .replace('7', 'c')
      .replace(', cost: none', '')
    const withParams = await problemsOf(folder.write('a.plan.yaml', sound))
    expect(withParams).toHaveLength(3)
    const withInputs = await problemsOf(folder.write('b.plan.yaml', sound.replace(/ {2}- \{ name: p \}\n$/u, '')))
    expect(withInputs.map((problem) => problem.slice(0, 40))).toEqual([
      expect.stringContaining('The input "a" is there'),
      expect.stringContaining('Two cells have the id'),
    ])
  })
})

describe('a file that is no plan', () => {
  it.each([
    ['a.plan.json', '{"a":1,}', '1:8  This is not JSON'],
    ['a.plan.json', '{\n"a":1, // x\n}', '2:8  This is not JSON'],
    ['a.plan.json', '{"a":', '1:6  This is not JSON'],
    ['a.plan.json', '{"a":1,"a":2}', '1:8  The key "a" is here twice.'],
    ['a.plan.yaml', 'a: 1\na: 2\n', '2:1  The key "a" is here twice.'],
    ['a.plan.yaml', 'a: [1\n', '2:1  '],
    ['a.plan.yaml', 'a: 1\n---\nb: 1\n', '2:1  A second document begins here.'],
    ['a.plan.yaml', '!!js/function x', '1:1  Unresolved tag'],
    ['a.plan.yaml', '', '1:1  Expected a map of fields, not nothing.'],
    ['a.plan.yaml', '['.repeat(100_000), '1:129  This is nested too deeply.'],
    ['a.plan.json', '['.repeat(100_000), '1:129  This is nested too deeply.'],
    ['a.plan.yaml', '- '.repeat(100_000), 'This is nested too deeply.'],
    ['a.plan.yaml', `x: &a [1]\ny: [${'*a,'.repeat(20_000)}]`, 'There are more than 10000 aliases.'],
    ['a.plan.yaml', '__proto__: { a: 1 }', '1:1 __proto__ There is no such field.'],
  ])('%s: %.40j', async (name, text, expected) => {
    expect(await problemOf(folder.write(name, text))).toContain(expected)
  })

  it('is refused when aliases would make it grow without bounds', async () => {
    const lines = Array.from({ length: 12 }, (_, at) => `k${at + 1}: &k${at + 1} [${`*k${at},`.repeat(9)}]`)
    const path = folder.write('a.plan.yaml', `k0: &k0 [x]\n${lines.join('\n')}\n`)
    expect(await problemOf(path)).toContain('Excessive alias count')
  })

  it('is refused when it is not UTF-8, too large, a folder, a pipe, or not there', async () => {
    expect(await problemOf(folder.write('a.plan.yaml', Uint8Array.of(0xff, 0xfe)))).toContain('This is not UTF-8 text.')
    expect(await problemOf(folder.write('b.plan.yaml', Buffer.alloc(17_000_000, 'a')))).toContain('at most')
    spawnSync('mkfifo', [folder.path('pipe')])
    await expect(readPlan(folder.path('pipe'))).rejects.toMatchObject({ code: 'not-a-file' })
    await expect(readPlan(folder.root)).rejects.toMatchObject({ code: 'not-a-file' })
    await expect(readPlan(folder.path('gone'))).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is an error of its own, or a plan, whatever is written in it', async () => {
    const part = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ' ',
      '\n',
      '- ',
      '"',
      '*a',
      '&a',
      'id',
      'inputs',
      '#',
      '!!x',
      '\t',
      '? ',
      '|',
      '%',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 40 }), fc.boolean(), async (parts, isJson) => {
        const path = folder.write(isJson ? 'a.plan.json' : 'a.plan.yaml', parts.join(''))
        await expect(readPlan(path)).rejects.toBeInstanceOf(PlanError)
      }),
      { numRuns: 300 },
    )
  })
})
