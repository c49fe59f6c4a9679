import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { card, openPipeline } from './pipeline-page.ts'
import { createPipelineTree } from './pipeline-trees.ts'
import { pressButton } from './steps.ts'

test('asks for the process of a manifest that does not say it any more', async ({ launch, folder }) => {
  const tree = await createPipelineTree(folder)
  const good = await readFile(tree.extractor, 'utf8')
  await writeFile(tree.extractor, good.replace(/"process": "[^"]+"/u, '"process": ""'))
  const app = await launch()
  const { page } = app
  await openPipeline(app, tree.manifests)
  await pressButton(card(page, 'extractor_v1.1.0').getByRole('button', { name: '1 problem' }))
  const problems = page.getByRole('complementary', { name: 'Problems' })
  await pressButton(problems.getByRole('button', { name: 'Keep what is readable…' }))
  const repair = page.getByRole('dialog', { name: 'Keep what is readable of extractor_v1.1.0' })
  const field = repair.getByLabel('Process', { exact: true })
  await expect(field).toHaveValue('extractor')
  await field.fill('')
  await expect(repair.getByRole('button', { name: 'Set the file aside and repair' })).toBeDisabled()
  await field.fill('harvester')
  await expect(repair).toContainText('as the manifest of harvester')
  await expect(repair).toContainText('cannot load it')
  await pressButton(repair.getByRole('button', { name: 'Set the file aside and repair' }))
  await expect(repair).toContainText('Repaired: 9 records kept')
  expect(await readFile(tree.extractor, 'utf8')).toContain('"process": "harvester"')
  await repair.getByRole('link', { name: 'Open the run' }).press('Enter')
  await expect(page.getByRole('grid', { name: 'Events' })).toBeVisible()
})

test('names the damaged field of a manifest and repairs it from a copy, the damaged file set aside whole', async ({
  launch,
  folder,
}) => {
  const tree = await createPipelineTree(folder)
  const copy = join(folder, 'good-copy.json')
  await cp(tree.extractor, copy)
  const good = await readFile(tree.extractor, 'utf8')
  const damaged = good.replace(/"file_size": (\d+)/u, '"file_size": "$1"')
  await writeFile(tree.extractor, damaged)
  const app = await launch()
  const { page } = app
  await openPipeline(app, tree.manifests)
  await expect(card(page, 'extractor_v1.1.0')).toContainText('corrupt')
  await pressButton(card(page, 'extractor_v1.1.0').getByRole('button', { name: '1 problem' }))
  const problems = page.getByRole('complementary', { name: 'Problems' })
  await expect(problems).toContainText('.file_size')
  await expect(problems).toContainText('line')

  await pressButton(problems.getByRole('button', { name: 'Keep what is readable…' }))
  const keep = page.getByRole('dialog', { name: 'Keep what is readable of extractor_v1.1.0' })
  await expect(keep).toContainText('left out: 1 record')
  await pressButton(keep.getByRole('button', { name: 'Cancel' }))
  await expect(keep).toBeHidden()
  expect(await readFile(tree.extractor, 'utf8')).toBe(damaged)

  await app.pickFile(copy, () => pressButton(problems.getByRole('button', { name: 'Repair from a copy…' })))
  const repair = page.getByRole('dialog', { name: 'Repair extractor_v1.1.0 from a copy' })
  await expect(repair).toContainText('No record is lost')
  await pressButton(repair.getByRole('button', { name: 'Set the file aside and repair' }))
  await expect(repair).toContainText('Repaired: 9 records kept')
  await pressButton(repair.getByRole('button', { name: 'Close' }).last())
  await expect(card(page, 'extractor_v1.1.0')).not.toContainText('corrupt')
  await expect(card(page, 'extractor_v1.1.0')).toContainText('9 records')
  const aside = (await readdir(tree.manifests)).find((name) => name.includes('.damaged-')) ?? ''
  expect(await readFile(join(tree.manifests, aside), 'utf8')).toBe(damaged)
})
