import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from './app.ts'
import { copyRealTree } from './trees.ts'

test('opens the manifest of the folder it was started with', async ({ host, browser, folder }) => {
  test.skip(host === 'electron', 'the browser host takes the folder on its command line')
  const tree = await copyRealTree(folder)
  const assayPath = join(import.meta.dirname, '..', 'out', 'cli', 'assay.js')
  const env = { ...process.env, ASSAY_HOME: join(folder, 'workspace') }
  const server = spawn(process.execPath, [assayPath, 'serve', tree.root], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const [url] = (await once(createInterface({ input: server.stdout }), 'line')) as [string]
  const page = await browser.newPage()
  await page.goto(url)
  await expect(page.getByRole('treegrid').getByText('notes')).toBeVisible()
  await page.close()
  const ended = once(server, 'exit')
  server.kill('SIGINT')
  await ended
})
