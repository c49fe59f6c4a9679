import { describe, expect, it } from 'vitest'
import type { RunLink } from '../../../shared/ipc/ledger-schemas.ts'
import { linkTarget } from './link-target.ts'

function linkOf(part: Partial<RunLink>): RunLink {
  return {
    role: 'input',
    type: 'folder',
    label: '/data/in',
    location: null,
    manifestId: null,
    runId: null,
    listedId: null,
    isPresent: true,
    ...part,
  }
}

describe('where a link of a run leads', () => {
  it('is the history of a folder, also of one that is gone', () => {
    expect(linkTarget(linkOf({ isPresent: false }), 'run_1')?.href).toBe('#/history/%2Fdata%2Fin')
  })

  it('is the manifest where the library knows it', () => {
    expect(linkTarget(linkOf({ type: 'manifest', manifestId: 'm1' }), 'run_1')?.href).toBe('#/manifest/m1')
    expect(linkTarget(linkOf({ type: 'manifest' }), 'run_1')).toBeNull()
  })

  it('is the page of a pipeline or plan where it is in the list', () => {
    expect(linkTarget(linkOf({ type: 'pipeline', listedId: 'p1' }), 'run_1')?.href).toBe('#/pipelines/p1')
    expect(linkTarget(linkOf({ type: 'plan', listedId: 'm1' }), 'run_1')?.href).toBe('#/matrix/m1')
    expect(linkTarget(linkOf({ type: 'pipeline' }), 'run_1')).toBeNull()
    expect(linkTarget(linkOf({ type: 'plan' }), 'run_1')).toBeNull()
  })

  it('is the comparison of the run itself unless another is named', () => {
    expect(linkTarget(linkOf({ type: 'comparison' }), 'run_1')?.href).toBe('#/run/run_1')
    expect(linkTarget(linkOf({ type: 'comparison', runId: 'run_0' }), 'run_1')?.href).toBe('#/run/run_0')
  })

  it('is the page of another run, and nothing inside the app for a report', () => {
    expect(linkTarget(linkOf({ type: 'run', runId: 'run_0' }), 'run_1')?.href).toBe('#/runs/run_0')
    expect(linkTarget(linkOf({ type: 'report', role: 'output' }), 'run_1')).toBeNull()
  })
})
