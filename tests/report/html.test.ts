import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFinding, makeHostileFindings, makeReport, renderWhole } from '../../src/engine/report/report-fixtures.ts'
import { showPath } from '../../src/engine/report/shown-text.ts'
import { PageBench } from './report-page.ts'

const nothing = { requests: [], dialogs: [], messages: [] }
const many = (count: number) => makeReport(Array.from({ length: count }, (_, index) => makeFinding(index)))

let bench: PageBench
beforeAll(async () => {
  bench = await PageBench.start()
})
afterAll(() => bench.stop())

describe('the HTML report in a browser', () => {
  it('runs no name as a script, asks for nothing, and breaks no rule of its own policy', async () => {
    const { page, misdeeds } = await bench.open(await renderWhole(makeReport(makeHostileFindings()), 'html'))
    await page.getByText('Intact: this page recomputed its digests').waitFor()
    await page.locator('#grid').focus()
    for (const finding of makeHostileFindings()) {
      await page.keyboard.press('n')
      await expect.poll(() => page.locator('#detail .full-path').first().textContent()).toBe(showPath(finding))
    }
    expect(misdeeds).toEqual(nothing)
    expect(await page.locator('img, iframe, object, embed, link, svg[onload], b').count()).toBe(0)
    expect(await page.locator('script').count()).toBe(2)
  })

  it('shows everything without scripts too', async () => {
    const findings = makeHostileFindings()
    const html = await renderWhole(makeReport(findings), 'html')
    const { page, misdeeds } = await bench.open(html, { hasScripts: false })
    expect(await page.locator('h1').textContent()).toBe('Verification report')
    expect(await page.locator('.status').textContent()).toBe('Incomplete')
    expect(await page.locator('#printed .strong').allTextContents()).toEqual(findings.map(showPath))
    expect(await page.locator('#explorer').isVisible()).toBe(false)
    expect(misdeeds).toEqual(nothing)
  })

  it('says the same with scripts as without', async () => {
    const html = await renderWhole(makeReport([makeFinding(0), makeFinding(3)]), 'html')
    const texts: (string | null)[] = []
    for (const hasScripts of [true, false]) {
      const { page } = await bench.open(html, { hasScripts })
      texts.push(await page.locator('.cards').textContent(), await page.locator('#back').textContent())
    }
    expect(texts.slice(0, 2)).toEqual(texts.slice(2))
  })

  it.each([
    ['"path":"data/2026/00/', '"path":"data/2027/00/', 'findings'],
    ['"status":"incomplete"', '"status":"clean"', 'summary'],
    ['permission denied"}\n],\n"digests"', 'never mind"}\n],\n"digests"', 'errors'],
  ])('says so when %s is altered', async (found, replacement, section) => {
    const html = await renderWhole(makeReport([makeFinding(0)]), 'html')
    expect(html).toContain(found)
    const { page } = await bench.open(html.replace(found, replacement))
    await page.getByText(`ALTERED: ${section}`, { exact: true }).waitFor()
  })

  it('shows what it checked, not what somebody wrote over it', async () => {
    const html = await renderWhole(makeReport([makeFinding(0)]), 'html')
    const { page } = await bench.open(html.replace('<p class="status">Incomplete</p>', '<p class="status">Clean</p>'))
    await page.getByText('Intact: this page recomputed its digests').waitFor()
    expect(await page.locator('.status').textContent()).toBe('Incomplete')
  })

  it('does not run a script that was put into it', async () => {
    const html = await renderWhole(makeReport([makeFinding(0)]), 'html')
    const { page, misdeeds } = await bench.open(
      html.replace('</main>', '<script>alert(1)</script><img src="http://127.0.0.1:9/x"></main>'),
    )
    await page.getByText('Intact: this page recomputed its digests').waitFor()
    expect(misdeeds.dialogs).toEqual([])
    expect(misdeeds.messages.join('\n')).toContain('Content Security Policy')
  })

  it('filters 10,000 findings by verdict and text, and holds only those it shows', async () => {
    const { page, misdeeds } = await bench.open(await renderWhole(many(10_000), 'html'))
    await page.getByText('10,000 findings', { exact: true }).waitFor()
    expect(await page.locator('#grid [role=row]').count()).toBeLessThan(60)
    expect(await page.locator('#grid').getAttribute('aria-rowcount')).toBe('10000')
    await page.getByRole('button', { name: '1,667 removed' }).click()
    await page.getByText('1,667 of 10,000 findings').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('measurement_77.')
    await page.getByText('No finding has all of that.').waitFor()
    await page.getByRole('button', { name: '1,667 removed' }).click()
    await page.getByText('1 of 10,000 findings').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('10,000 findings', { exact: true }).waitFor()
    await page.locator('#grid').focus()
    await page.keyboard.press('End')
    await page.locator('#detail-place').getByText('10,000 of 10,000').waitFor()
    await page.keyboard.press('PageUp')
    await page.keyboard.press('Home')
    await page.locator('#detail-place').getByText('1 of 10,000', { exact: true }).waitFor()
    expect(misdeeds).toEqual(nothing)
  })

  it.each(['light', 'dark'] as const)('has no fault that axe finds in the %s theme', async (colorScheme) => {
    const { page } = await bench.open(await renderWhole(many(12), 'html'))
    await page.emulateMedia({ colorScheme })
    await page.getByText('Intact: this page recomputed its digests').waitFor()
    await page.locator('#row-1').click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  })

  it('fits a telephone: nothing is wider than the screen', async () => {
    const { page } = await bench.open(await renderWhole(makeReport(makeHostileFindings()), 'html'))
    await page.setViewportSize({ width: 360, height: 740 })
    await page.getByText('Intact: this page recomputed its digests').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })

  it('puts all findings on paper, up to 2,000 of them', async () => {
    const { page } = await bench.open(await renderWhole(many(2500), 'html'))
    await page.getByText('Intact: this page recomputed its digests').waitFor()
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(await page.locator('#printed tbody tr').count()).toBe(2000)
    expect(await page.locator('#printed').textContent()).toContain('The first 2,000 of the 2,500 findings')
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(await page.locator('#printed tbody tr').count()).toBe(0)
  })
})
