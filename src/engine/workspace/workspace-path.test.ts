import { describe, expect, it } from 'vitest'
import { resolveWorkspace } from './workspace-path.ts'

describe('resolveWorkspace', () => {
  it('takes ASSAY_HOME before anything else', () => {
    expect(resolveWorkspace({ ASSAY_HOME: '/data/audit', XDG_DATA_HOME: '/x' }, 'linux', '/home/u')).toBe('/data/audit')
  })

  it('follows the data folder of each platform', () => {
    expect(resolveWorkspace({}, 'linux', '/home/u')).toBe('/home/u/.local/share/assay')
    expect(resolveWorkspace({ XDG_DATA_HOME: '/x' }, 'linux', '/home/u')).toBe('/x/assay')
    expect(resolveWorkspace({}, 'darwin', '/Users/u')).toBe('/Users/u/Library/Application Support/Assay')
    expect(resolveWorkspace({ APPDATA: '/roaming' }, 'win32', '/u')).toBe('/roaming/Assay')
  })

  it('ignores empty variables and a relative XDG_DATA_HOME', () => {
    const env = { ASSAY_HOME: '', XDG_DATA_HOME: 'relative' }
    expect(resolveWorkspace(env, 'linux', '/home/u')).toBe('/home/u/.local/share/assay')
  })
})
