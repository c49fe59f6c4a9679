import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser'
import { describe, expect, it } from 'vitest'

const project = fileURLToPath(new URL('../../', import.meta.url))
const canaries = fileURLToPath(new URL('./canaries/', import.meta.url))
const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Required<
  Pick<IConfiguration, 'forbidden' | 'options'>
>
const ruleNames = config.forbidden.map((rule) => rule.name ?? '')

async function cruiseSources(baseDir: string): Promise<ICruiseResult> {
  const { forbidden, options } = config
  const { output } = await cruise(['src'], { ...options, baseDir, validate: true, ruleSet: { forbidden } })
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with a text')
  return output
}

describe('the import rules', () => {
  it('have a canary each, and no canary is left over', () => {
    expect(readdirSync(canaries).toSorted()).toEqual(ruleNames.toSorted())
  })

  it.each(ruleNames)('catch a breach of %s, and only that', async (name) => {
    const { summary } = await cruiseSources(`${canaries}${name}`)
    expect(summary.error).toBeGreaterThan(0)
    expect([...new Set(summary.violations.map((violation) => violation.rule.name))]).toEqual([name])
  })

  it('are all errors, with their reasons', () => {
    for (const rule of config.forbidden) {
      expect(rule.severity).toBe('error')
      expect(rule.comment).toMatch(/\.$/u)
    }
  })

  it('are held against every TypeScript file of the project', async () => {
    const { modules } = await cruiseSources(project)
    const cruised = new Set(modules.map((module) => module.source))
    const sources = readdirSync(`${project}src`, { recursive: true, encoding: 'utf8' })
      .map((path) => `src/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.tsx?$/u.test(path) && !path.endsWith('.d.ts') && existsSync(`${project}${path}`))
    expect(sources.length).toBeGreaterThan(100)
    expect(sources.filter((path) => !cruised.has(path))).toEqual([])
    const withImports = modules.filter(({ source, dependencies }) => /\.tsx?$/u.test(source) && dependencies.length > 0)
    expect(withImports.length).toBeGreaterThan(sources.length / 2)
  })
})
