import { AxeBuilder } from '@axe-core/playwright'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { pressButton, result, snapshotFolder, startVerify } from './steps.ts'
import { copyRealTree } from './trees.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`shows every run over time and as a list by the same query, by keyboard, in the ${colorScheme} theme`, async ({
    launch,
    folder,
  }) => {
    const tree = await copyRealTree(folder)
    const app = await launch()
    const { page } = app
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await snapshotFolder(app, tree.root)
    await page.getByRole('button', { name: 'Open manifest' }).click()
    await appendFile(join(tree.root, tree.other), 'one more line\n')
    await startVerify(page)
    await expect(result(page)).toContainText('1 finding')

    await page.getByRole('navigation', { name: 'Main' }).getByText('Runs').click()
    const runs = page.getByRole('grid', { name: 'Runs' })
    await expect(runs).toHaveAttribute('aria-rowcount', '3')
    const timeline = page.getByRole('application', { name: /^Timeline of 1 lanes/ })
    await timeline.press('ArrowLeft')
    await expect(runs.getByRole('row', { selected: true })).toContainText('verify')
    await timeline.press('ArrowLeft')
    await expect(runs.getByRole('row', { selected: true })).toContainText('snapshot')

    await pressButton(page.getByRole('button', { name: /^snapshot/ }))
    await expect(runs).toHaveAttribute('aria-rowcount', '2')
    await pressButton(page.getByRole('button', { name: 'Clear', exact: true }))
    await expect(runs).toHaveAttribute('aria-rowcount', '3')
    await page.keyboard.press('/')
    await page.keyboard.type('verify')
    await page.keyboard.press('Enter')
    await expect(runs).toBeFocused()
    await expect(runs).toHaveAttribute('aria-rowcount', '2')

    await pressButton(page.getByRole('button', { name: 'Check the chain' }))
    await expect(page.getByRole('main')).toContainText('2 runs, chain unbroken')
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])

    await runs.press('ArrowDown')
    await runs.press('Enter')
    await expect(page.getByRole('grid', { name: 'Events' })).toBeVisible()
    await page.goBack()
    await expect(runs).toHaveAttribute('aria-rowcount', '2')
    await expect(page.getByRole('textbox', { name: 'Search runs' })).toHaveValue('verify')
  })
}

test('sorts the list, sizes the timeline and widens what it shows, by keyboard, and remembers the size', async ({
  launch,
  folder,
}) => {
  const tree = await copyRealTree(folder)
  const app = await launch()
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await snapshotFolder(app, tree.root)
  await page.getByRole('button', { name: 'Open manifest' }).click()
  await startVerify(page)
  await expect(result(page)).toContainText('Clean')
  await page.getByRole('navigation', { name: 'Main' }).getByText('Runs').click()
  const runs = page.getByRole('grid', { name: 'Runs' })
  const first = runs.getByRole('row').nth(1)
  await expect(first).toContainText('verify')

  const operation = runs.getByRole('columnheader', { name: 'Operation' })
  await pressButton(operation.getByRole('button'))
  await expect(operation).toHaveAttribute('aria-sort', 'ascending')
  await expect(first).toContainText('snapshot')
  await pressButton(operation.getByRole('button'))
  await expect(operation).toHaveAttribute('aria-sort', 'descending')
  await expect(first).toContainText('verify')

  const bar = page.getByRole('separator', { name: 'Height of the timeline' })
  await expect(bar).toHaveAttribute('aria-valuenow', '50')
  await bar.press('ArrowDown')
  await expect(bar).toHaveAttribute('aria-valuenow', '54')
  const place = await bar.boundingBox()
  await page.mouse.move((place?.x ?? 0) + 20, place?.y ?? 0)
  await page.mouse.down()
  await page.mouse.move((place?.x ?? 0) + 20, (place?.y ?? 0) - 60)
  await page.mouse.up()
  const heightOfTimeline = async (): Promise<number> => Number(await bar.getAttribute('aria-valuenow'))
  await expect.poll(heightOfTimeline).toBeLessThan(54)
  const dragged = String(await heightOfTimeline())
  await page.reload()
  await expect(bar).toHaveAttribute('aria-valuenow', dragged)
  await bar.dblclick()
  await expect(bar).toHaveAttribute('aria-valuenow', '50')

  const edges = [
    page.getByRole('slider', { name: 'Start of the stretch' }),
    page.getByRole('slider', { name: 'End of the stretch' }),
  ]
  const timesOf = (): Promise<number[]> =>
    Promise.all(edges.map(async (edge) => Number(await edge.getAttribute('aria-valuenow'))))
  // A day, until the runs are read.
  const lengthMs = async (): Promise<number> => (await timesOf()).reduce((from, to) => to - from)
  await expect.poll(lengthMs).toBeLessThan(3_600_000)
  const [from = 0, to = 0] = await timesOf()
  await edges[0]?.press('Shift+ArrowRight')
  await expect.poll(timesOf).toEqual([expect.closeTo(from + (to - from) / 4, -2), to])
  await edges[1]?.press('ArrowRight')
  await expect.poll(async () => (await timesOf())[1]).toBeGreaterThan(to)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
})
