import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { planText, PlanFolder } from './plan-fixtures.ts'
import { readPlan } from './read-plan.ts'

let folder: PlanFolder
beforeEach(() => {
  folder = new PlanFolder()
})
afterEach(() => folder.remove())

describe('a plan that is right', () => {
  it('has its inputs, params, phases and cells, row by row', async () => {
    folder.write('data/b.csv', 'head\n1\n2\n')
    folder.write('data/a.csv', 'head\n1\n')
    folder.write('data/other.txt', '')
    const plan = await readPlan(folder.write('embed.plan.yaml', planText))
    expect(plan).toMatchObject({ name: 'embed', root: folder.root, outputFolder: folder.path('out') })
    expect(plan.inputs.map(({ id, label, path, cost, costUnit }) => [id, label, path, cost, costUnit])).toEqual([
      ['first', 'The first', folder.path('data/b.csv'), 100, 'given'],
      ['a', 'a', folder.path('data/a.csv'), 1, 'rows'],
      ['b', 'b', folder.path('data/b.csv'), 2, 'rows'],
    ])
    expect(plan.params.map(({ name, cost, label }) => [name, cost, label])).toEqual([
      ['small', 1, '1d'],
      ['large', null, null],
    ])
    expect(plan.phases).toEqual(['extract', 'embed'])
    expect(plan.permutationIds).toEqual(['first_small', 'first_large', 'a_small', 'a_large', 'b_small', 'b_large'])
    expect(plan.artifactNames[3]).toBe('a_large.db')
    expect(plan.build.at(-1)).toBe('{{}}')
  })

  it('is the same in JSON, with a byte order mark too', async () => {
    const path = folder.writePlan({ name: 'n' })
    const plain = await readPlan(path)
    const text = JSON.stringify({
      format: 'assay-plan',
      version: 1,
      name: 'n',
      output_folder: 'out',
      inputs: [{ id: 'i' }],
      params: [{ name: 'p' }],
    })
    const marked = await readPlan(folder.write('b.plan.json', `\uFEFF${text}`))
    expect({ ...marked, path: '', inputs: [], params: [] }).toEqual({ ...plain, path: '', inputs: [], params: [] })
    expect(plain).toMatchObject({ phases: ['build'], build: [], artifactNames: ['i_p.bin'] })
  })

  it('looks for its files in the project root it names', async () => {
    folder.write('project/data/x.csv', '1')
    const path = folder.writePlan({ root: '../project', inputs: [{ glob: 'data/*' }] }, 'plans/a.plan.json')
    const plan = await readPlan(path)
    expect(plan.inputs.map(({ path }) => path)).toEqual([folder.path('project/data/x.csv')])
    expect(plan.outputFolder).toBe(folder.path('project/out'))
  })
})

describe('costs', () => {
  it.each([
    ['head\n1\n2\n', 'x.csv', 2],
    ['head\n1\n2', 'x.tsv', 2],
    ['', 'x.csv', 0],
    ['1\n2\n', 'x.jsonl', 2],
    ['1', 'x.jsonl', 1],
  ])('count the rows of %j in %s as %d', async (text, name, rows) => {
    folder.write(name, text)
    const plan = await readPlan(folder.writePlan({ inputs: [{ id: 'i', path: name, cost: 'rows' }] }))
    expect(plan.inputs[0]).toMatchObject({ cost: rows, costUnit: 'rows' })
  })

  it('are counted anew when the file changes', async () => {
    const path = folder.writePlan({ inputs: [{ id: 'i', path: 'x.jsonl', cost: 'rows' }] })
    folder.write('x.jsonl', '1\n')
    await readPlan(path)
    folder.write('x.jsonl', '1\n2\n3\n')
    expect((await readPlan(path)).inputs[0]?.cost).toBe(3)
  })

  it('are the size in bytes, or unknown with a warning where the file is missing or none', async () => {
    folder.write('x.bin', '12345')
    mkdirSync(folder.path('d'))
    const inputs = ['x.bin', 'gone', 'd'].map((path) => ({ id: path, path, cost: 'bytes' }))
    const plan = await readPlan(folder.writePlan({ inputs }))
    expect(plan.inputs.map(({ cost, costUnit }) => [cost, costUnit])).toEqual([
      [5, 'bytes'],
      [null, 'unknown'],
      [null, 'unknown'],
    ])
    expect(plan.warnings).toEqual([
      `${folder.path('gone')} does not exist: its cost is unknown.`,
      `${folder.path('d')} is not a file: its cost is unknown.`,
    ])
  })

  it('can be left unread', async () => {
    folder.write('x.bin', '12345')
    const path = folder.writePlan({ inputs: [{ id: 'i', path: 'x.bin', cost: 'bytes' }] })
    expect((await readPlan(path, { needsCosts: false })).inputs[0]?.cost).toBeNull()
  })
})

describe('globs', () => {
  const idsOf = async (glob: string): Promise<string[]> => {
    const plan = await readPlan(folder.writePlan({ inputs: [{ glob }] }))
    return plan.inputs.map(({ path }) => path?.slice(folder.root.length + 1) ?? '')
  }

  beforeEach(() => {
    for (const name of ['b.csv', 'B2.csv', 'a.csv', 'sub/deep/c.csv', '.hidden.csv', 'out/d.csv', 'data (1)/e.csv']) {
      folder.write(name, '')
    }
  })

  it('stay in their folder unless told, and come in byte order', async () => {
    expect(await idsOf('*.csv')).toEqual(['B2.csv', 'a.csv', 'b.csv'])
  })

  it('go down with two stars, but never into the output folder', async () => {
    expect(await idsOf('**/*.csv')).toEqual(['B2.csv', 'a.csv', 'b.csv', 'data (1)/e.csv', 'sub/deep/c.csv'])
  })

  it.skipIf(process.platform === 'win32')('can be cancelled while they search a whole disk', async () => {
    const path = folder.writePlan({ inputs: [{ glob: '/**/*.nonesuch' }] })
    await expect(readPlan(path, { signal: AbortSignal.timeout(60) })).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('take parentheses as they are', async () => {
    expect(await idsOf('data (1)/*.csv')).toEqual(['data (1)/e.csv'])
  })

  it('may name one file, or begin above the root', async () => {
    expect(await idsOf('sub/deep/c.csv')).toEqual(['sub/deep/c.csv'])
    const path = folder.writePlan({ inputs: [{ glob: '../sub/*/*.csv' }] }, 'plans/a.plan.json')
    expect((await readPlan(path)).inputs.map(({ id }) => id)).toEqual(['c'])
  })

  it('follow links to files, not to folders, and open nothing else', async () => {
    symlinkSync(folder.path('a.csv'), folder.path('sub/link.csv'))
    symlinkSync(folder.path('sub'), folder.path('sub/loop'))
    spawnSync('mkfifo', [folder.path('sub/pipe.csv')])
    expect(await idsOf('sub/**/*.csv')).toEqual(['sub/deep/c.csv', 'sub/link.csv'])
  })

  it('that match nothing are a warning with their line', async () => {
    const plan = await readPlan(folder.writePlan({ inputs: [{ glob: 'none/*.x' }] }))
    expect(plan.inputs).toEqual([])
    expect(plan.warnings[0]).toMatch(/^Line 6: the glob "none\/\*\.x" matches no file\.$/u)
  })

  it('that find one stem twice are an error naming both files', async () => {
    folder.write('sub/a.csv', '')
    await expect(readPlan(folder.writePlan({ inputs: [{ glob: '**/a.csv' }] }))).rejects.toThrow(
      `The input "a" is there twice: line 6, ${folder.path('a.csv')}; line 6, ${folder.path('sub/a.csv')}.`,
    )
  })
})

it('reading ends when it is cancelled', async () => {
  folder.write('x.csv', 'x')
  const path = folder.writePlan({ inputs: [{ id: 'i', path: 'x.csv', cost: 'rows' }] })
  await expect(readPlan(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
})
