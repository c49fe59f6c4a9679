import { AxeBuilder } from '@axe-core/playwright'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test, type AppOptions } from './app.ts'
import { makeProject, type Project } from './matrix-plans.ts'

// A native dialog cannot be typed into.
const typesItsPaths: AppOptions['host'] = 'browser'
function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Cells of e2e' })
}

function activeCell(page: Page): Locator {
  return grid(page).getByRole('gridcell')
}

function queue(page: Page): Locator {
  return page.getByRole('complementary', { name: 'What to build next' })
}

function stateChip(page: Page, state: string): Locator {
  return page.getByRole('group', { name: 'Filter by state' }).getByRole('button', { name: state })
}

async function pickPlan(page: Page, path: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Open a plan…' }).click()
  const picker = page.getByRole('dialog', { name: 'Choose a plan' })
  await picker.getByRole('textbox', { name: 'Path' }).fill(path)
  await picker.getByRole('textbox', { name: 'Path' }).press('Enter')
}

async function openPlan(page: Page, project: Project): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Matrix', exact: true }).click()
  await pickPlan(page, project.planPath)
  await expect(grid(page)).toBeVisible()
  await grid(page).focus()
}

/** Goes to a cell of the grid by keys: rows are inputs, columns params. */
async function goToCell(page: Page, row: number, column: number): Promise<void> {
  await grid(page).focus()
  await page.keyboard.press('Control+Home')
  for (let step = 0; step < row; step += 1) await page.keyboard.press('ArrowDown')
  for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight')
}

test.beforeEach(({ host }) => {
  test.skip(host !== typesItsPaths, 'skipped: a native dialog takes the path')
})

test('opens a plan, builds its cheapest cell, and leads from the cell to its run and back', async ({
  launch,
  folder,
}) => {
  const project = await makeProject(folder)
  const { page } = await launch()
  await openPlan(page, project)
  await expect(stateChip(page, 'missing')).toContainText('6')
  await expect(queue(page).getByRole('listitem').first()).toContainText('first')
  await queue(page).getByRole('button', { name: 'Build next' }).click()
  await expect(stateChip(page, 'done')).toContainText('1')
  expect(await readFile(project.artifactOf('first_quick'), 'utf8')).toBe('extract\nembed\nindex\n')

  await goToCell(page, 0, 0)
  await expect(activeCell(page)).toHaveText('first, quick: done')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Quick')
  await expect(page.getByRole('region', { name: 'Phases' })).toContainText('3. index')
  await page.getByRole('button', { name: 'Verify artifact' }).click()
  await expect(page.getByRole('main')).toContainText('its SHA-256 is as its build recorded')
  await page.getByRole('region', { name: 'Builds of this cell' }).getByRole('link').first().click()
  await expect(page).toHaveURL(/#\/runs\//)
  await page.getByRole('button', { name: 'Open cell' }).click()
  await expect(page).toHaveURL(/#\/matrix\/[^/]+\/0$/)
  await page.keyboard.press('Escape')
  await expect(grid(page)).toBeFocused()
  await expect(activeCell(page)).toHaveText('first, quick: done')
})

test('shows a failed build by its errors, and resumes it once its cause is mended', async ({ launch, folder }) => {
  const project = await makeProject(folder)
  const { page } = await launch()
  await openPlan(page, project)
  await goToCell(page, 0, 2)
  await page.keyboard.press('Space')
  const bar = page.getByRole('region', { name: 'Selected cells' })
  await expect(bar).toContainText('1 missing')
  await bar.getByRole('button', { name: 'Build 1' }).click()
  await expect(activeCell(page)).toHaveText('first, broken: failed 1/3 embed')
  await page.keyboard.press('Enter')
  const log = page.getByRole('log')
  await expect(log).toContainText('the embedder has no weights')
  await expect(page.getByRole('radio', { name: /Errors/ })).toBeChecked()
  await page.getByText(/^Debug/).click()
  await expect(log).toContainText('extract looks at')
  await page.getByRole('button', { name: /2\. embed/ }).click()
  await expect(log).toContainText('embed looks at')
  await page.getByRole('textbox', { name: 'Search the log' }).fill('nothing has this')
  await expect(page.getByRole('region', { name: 'Logs' })).toContainText('No line has that')

  await project.mend()
  await page.getByRole('button', { name: 'Build on' }).click()
  await expect(page.getByRole('button', { name: 'Verify artifact' })).toBeVisible()
  expect(await readFile(project.artifactOf('first_broken'), 'utf8')).toBe('extract\nembed\nindex\n')
  await expect(page.getByRole('region', { name: 'Builds of this cell' }).getByRole('link')).toHaveCount(2)
})

test('shows a build while it goes on, cancels it, and builds on from where it was', async ({ launch, folder }) => {
  const project = await makeProject(folder)
  const { page } = await launch()
  await openPlan(page, project)
  await goToCell(page, 1, 1)
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Build 1' }).click()
  await expect(activeCell(page)).toHaveText('second, held: building 1/3 embed')
  const batch = page.getByRole('region', { name: 'Builds' })
  await expect(batch).toContainText('1 building')
  await batch.getByRole('button', { name: 'Cancel all' }).click()
  await expect(activeCell(page)).toHaveText('second, held: stopped 1/3 embed')
  await expect(batch).toBeHidden()
  await project.go()
  await page.getByRole('button', { name: 'Build 1' }).click()
  await expect(activeCell(page)).toHaveText('second, held: done')
})

test('shows what a terminal builds', async ({ launch, folder }) => {
  const project = await makeProject(folder)
  const { page } = await launch()
  await openPlan(page, project)
  await goToCell(page, 0, 1)
  const assay = join(import.meta.dirname, '..', 'out', 'cli', 'assay.js')
  const args = ['matrix', 'build', project.planPath, '--input-id', 'first', '--param-name', 'held']
  const env = { ...process.env, ASSAY_HOME: join(folder, 'workspace') }
  const terminal = spawn(process.execPath, [assay, ...args, '--output-folder', join(project.root, 'out')], {
    cwd: project.root,
    env,
    stdio: 'ignore',
  })
  const ended = once(terminal, 'exit')
  await expect(activeCell(page)).toHaveText('first, held: building 1/3 embed')
  await project.go()
  await ended
  await expect(activeCell(page)).toHaveText('first, held: done')
})

test('tells an artifact that was altered since its build', async ({ launch, folder }) => {
  const project = await makeProject(folder)
  const { page } = await launch()
  await openPlan(page, project)
  await queue(page).getByRole('button', { name: 'Build next' }).click()
  await expect(stateChip(page, 'done')).toContainText('1')
  await appendFile(project.artifactOf('first_quick'), 'one more line\n')
  await expect(stateChip(page, 'altered')).toContainText('1')
  await goToCell(page, 0, 0)
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Rebuild…' }).click()
  const dialog = page.getByRole('dialog', { name: /^Rebuild 1 cell/ })
  await expect(dialog).toContainText('1 altered artifact will be replaced')
  await dialog.getByRole('button', { name: 'Rebuild 1 cell' }).click()
  await expect(activeCell(page)).toHaveText('first, quick: done')
})

test('names what is wrong in a plan by line, and shows its grid as soon as it is mended', async ({
  launch,
  folder,
}) => {
  const project = await makeProject(folder)
  await project.edit('{input_path}', '{input_pth}')
  const { page } = await launch()
  await page.goto(`${page.url().split('#')[0]}#/matrix`)
  await pickPlan(page, project.planPath)
  const problems = page.getByRole('region', { name: 'Problems of the plan' })
  await expect(problems).toContainText('line 13:28')
  await expect(problems).toContainText('input_pth')
  await project.edit('{input_pth}', '{input_path}')
  await expect(grid(page)).toBeVisible()
  await project.edit('data/*.csv', 'nowhere/*.csv')
  await expect(page.getByRole('heading', { name: 'No input matches' })).toBeVisible()
})

test('selects by keys alone, filters, searches, and exports what is selected', async ({ launch, folder }) => {
  const project = await makeProject(folder)
  const app = await launch()
  const { page } = app
  await openPlan(page, project)
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('region', { name: 'Selected cells' })
  await expect(bar).toContainText('4 cells')
  await page.keyboard.press('Control+A')
  await expect(bar).toContainText('6 cells')
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await page.keyboard.press('/')
  await page.keyboard.type('second broken')
  await page.keyboard.press('Enter')
  await expect(grid(page)).toBeFocused()
  await expect(activeCell(page)).toHaveText('second, broken: missing')
  await page.keyboard.press('Control+A')
  await expect(bar).toContainText('1 cell')
  await bar.getByRole('button', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export 1 cell' })
  const preview = dialog.getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText('--input-id second --param-name broken')
  for (const [format, sign] of [
    ['GitHub Actions', 'include'],
    ['Make', 'second_broken'],
    ['Slurm', '#SBATCH'],
  ] as const) {
    await dialog.getByText(format).click()
    await expect(preview).toContainText(sign)
  }
  await dialog.getByRole('checkbox').check()
  await expect(preview).toContainText('--force')
  const text = await preview.textContent()
  await dialog.getByRole('textbox', { name: 'File name' }).fill('second-broken')
  await app.pickFolder(folder, () => dialog.getByRole('button', { name: 'Export…' }).click())
  await expect(dialog.getByRole('region', { name: 'Exported' })).toContainText('second-broken.sbatch')
  expect(await readFile(join(folder, 'second-broken.sbatch'), 'utf8')).toBe(text)
})

test('gives an example that is a plan as it stands', async ({ launch, folder }) => {
  const { page } = await launch()
  await page.goto(`${page.url().split('#')[0]}#/matrix`)
  const example = await page.getByLabel('Example of a plan').textContent()
  const root = join(folder, 'copied')
  await mkdir(join(root, 'data'), { recursive: true })
  await writeFile(join(root, 'data', 'names.csv'), 'name\nAda\nGrace\n')
  await writeFile(join(root, 'summaries.plan.yaml'), example ?? '')
  await pickPlan(page, join(root, 'summaries.plan.yaml'))
  await expect(page.getByRole('grid')).toBeVisible()
  await queue(page).getByRole('button', { name: 'All 2' }).click()
  await expect(stateChip(page, 'done')).toContainText('2')
  expect(await readFile(join(root, 'out', 'names_short.txt'), 'utf8')).toBe('name\nAda\nGrace\n')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`has nothing for axe to find in the ${colorScheme} theme`, async ({ launch, folder }) => {
    const project = await makeProject(folder)
    const { page } = await launch()
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const found: string[] = []
    const look = async (view: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      found.push(...violations.map(({ id, nodes }) => `${view}: ${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`))
    }
    await page.goto(`${page.url().split('#')[0]}#/matrix`)
    await expect(page.getByRole('button', { name: 'Open a plan…' })).toBeVisible()
    await look('no plans')
    await openPlan(page, project)
    await look('grid')
    await goToCell(page, 0, 2)
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Build 1' }).click()
    await expect(activeCell(page)).toContainText('failed')
    await look('selection')
    await page.getByRole('button', { name: 'Rebuild…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await look('rebuild')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.getByRole('button', { name: 'Export…' }).click()
    await expect(page.getByRole('region', { name: 'Preview' })).toContainText('first')
    await look('export')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await grid(page).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('log')).toContainText('weights')
    await look('cell')
    await project.edit('version: 1', 'version: 2')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('region', { name: 'Problems of the plan' })).toBeVisible()
    await look('problems')
    await page.keyboard.press('Escape')
    await expect(page.getByText('has problems')).toBeVisible()
    await look('list')
    expect(found).toEqual([])
  })
}
