import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { writeReportAssets } from '../scripts/report-assets.ts'

const directory = resolve('node_modules', '.cache', 'assay', `tests-${process.pid}`)
const output = join(directory, 'out')

/**
 * Builds the worker threads and the command line of the sources at hand, once for all tests and again when a watched file
 * was changed. Built, a command starts in half the time it needs from sources.
 */
export async function setup(project: TestProject): Promise<void> {
  process.env['ASSAY_TEST_WORKERS'] = pathToFileURL(join(output, 'workers/')).href
  process.env['ASSAY_TEST_BUILD'] = directory
  await mkdir(output, { recursive: true })
  // Its version, and that its modules are modules, is what the command line has of it.
  await copyFile('package.json', join(directory, 'package.json'))
  await Promise.all([buildPrograms(), writeReportAssets(join(output, 'report'))])
  project.onTestsRerun(buildPrograms)
}

export async function teardown(): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 5 })
}

async function buildPrograms(): Promise<void> {
  await Promise.all(['workers', 'cli'].map(buildRoom))
}

async function buildRoom(mode: string): Promise<void> {
  await build({ configFile: 'vite.node.config.ts', mode, build: { outDir: join(output, mode) } })
}
