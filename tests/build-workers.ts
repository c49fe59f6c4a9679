import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { writeReportAssets } from '../scripts/report-assets.ts'

const directory = resolve('node_modules', '.cache', 'assay', `tests-${process.pid}`)

/** Builds the worker threads of the sources at hand, once for all tests and again when a watched file was changed. */
export async function setup(project: TestProject): Promise<void> {
  process.env['ASSAY_TEST_WORKERS'] = pathToFileURL(join(directory, 'workers/')).href
  await Promise.all([buildWorkers(), writeReportAssets(join(directory, 'report'))])
  project.onTestsRerun(buildWorkers)
}

export async function teardown(): Promise<void> {
  await rm(directory, { recursive: true, force: true })
}

async function buildWorkers(): Promise<void> {
  await build({
    configFile: 'vite.node.config.ts',
    mode: 'workers',
    build: { outDir: join(directory, 'workers') },
  })
}
