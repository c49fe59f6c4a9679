import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Ledger } from '../ledger/ledger.ts'
import { addFiles } from '../pipeline/intake/add-files.ts'
import { createProcessManifest } from '../pipeline/intake/create-manifest.ts'
import { importFolder } from '../pipeline/intake/import-folder.ts'
import { recordAudit } from '../pipeline/audit/record-audit.ts'
import { recordRepair } from '../pipeline/intake/record-repair.ts'
import { readActivityCommand } from './read-activity-command.ts'

let root: string
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'assay-repeat-')))
})
afterEach(() => rm(root, { recursive: true }))

async function commandsOf(workspace: string): Promise<string[][]> {
  const ledger = await Ledger.open(workspace)
  const runs = ledger.list().toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))
  ledger.close()
  return runs.map(({ body }) => body['command'] as string[])
}

describe('a command line on record', () => {
  it('of an audit or an import says all that is needed to do it again', async () => {
    const run = { workspace: join(root, 'workspace') }
    const manifest = join(root, 'extractor_v1.0.0.json')
    const file = join(root, 'a.bin')
    await writeFile(file, 'content')
    await createProcessManifest({ folder: root, name: 'extractor', etlVersion: '1.0.0' })
    const choices = { sourceId: '--quick', dataset: 'd', etag: 'e', recordVersion: '2', shape: 'module' as const }
    const audit = { target: root, readContents: false, dataFolders: [root], baseFolder: root, staleAfterMs: 1.5 }
    await addFiles({ manifest, files: [file], choices }, run, {})
    await importFolder({ manifest, folder: root, choices, isJunkExcluded: false, workerCount: 1 }, run, {})
    await recordAudit(audit, run, {})
    await recordAudit({ target: root, readContents: true, staleAfterMs: Number.POSITIVE_INFINITY }, run, {})
    await expect(recordRepair(manifest, {}, run, {})).rejects.toMatchObject({ code: 'bad-usage' })
    expect((await commandsOf(run.workspace)).map(readActivityCommand)).toEqual([
      { kind: 'add-files', options: { manifest, files: [file], choices } },
      { kind: 'import-folder', options: { manifest, folder: root, choices, isJunkExcluded: false } },
      { kind: 'audit', options: audit },
      {
        kind: 'audit',
        options: { target: root, readContents: true, dataFolders: [], staleAfterMs: Number.POSITIVE_INFINITY },
      },
      undefined,
    ])
  })

  it('of run logs that were taken in names them all', () => {
    const paths = ['/logs/a.json', '/logs/b c.json']
    expect(readActivityCommand(['assay', 'runs', 'import', ...paths])).toEqual({ kind: 'import-logs', paths })
  })

  it('that is cut short, of another program or of a later version is not guessed at', () => {
    for (const command of [
      [],
      ['tar', 'runs', 'import', '/a'],
      ['assay', 'runs', 'import'],
      ['assay', 'etl', 'check'],
      ['assay', 'etl', 'add', '/m.json'],
      ['assay', 'etl', 'add', '/m.json', '/a', '--shape', 'round'],
      ['assay', 'etl', 'check', '/m', '--stale-after', 'soon'],
      ['assay', 'snapshot', '/a', '/b', '/c'],
    ])
      expect(readActivityCommand(command)).toBeUndefined()
  })
})
