import type { CellDetail, PlanItem } from '../../shared/ipc/matrix-schemas.ts'
import type { Handlers } from '../handlers.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import { placeNewFile } from '../reports/new-file.ts'
import type { CellFacts, PlanFacts } from '../workers/matrix-protocol.ts'
import type { Matrices } from './matrices.ts'

type MatrixChannel = Extract<keyof Handlers, `plans.${string}` | `matrix.${string}`>

/** Plans, their cells, and builds of them. Paths leave as locations only. */
export function createMatrixHandlers(matrices: Matrices, locations: LocationRegistry): Pick<Handlers, MatrixChannel> {
  const { thread } = matrices
  const toItem = ({ path, ...item }: PlanFacts): PlanItem => ({ ...item, location: locations.issue(path) })
  const toDetail = ({ output, staging, ...cell }: CellFacts): CellDetail => ({
    ...cell,
    output: locations.issue(output),
    staging: staging === null ? null : locations.issue(staging),
  })
  return {
    async 'plans.list'() {
      if (matrices.isEmpty) return { plans: [] }
      const { plans } = await thread.call('list', {})
      return { plans: plans.map(toItem) }
    },
    'plans.add': async ({ token }) => ({ planId: await matrices.add(locations.pathOf(token)) }),
    async 'plans.remove'({ planId }) {
      await matrices.remove(planId)
      return {}
    },
    async 'matrix.read'(input) {
      const { item, projectRoot, outputFolder, ...facts } = await thread.call('read', input)
      const places = { projectRoot: locations.issue(projectRoot), outputFolder: locations.issue(outputFolder) }
      return { ...facts, ...places, item: toItem(item) }
    },
    'matrix.cells': (input) => thread.call('cells', input),
    'matrix.queue': (input) => thread.call('queue', input),
    'matrix.cell': async (input) => toDetail(await thread.call('cell', input)),
    'matrix.verifyCell': async (input) => toDetail(await thread.call('verifyCell', input)),
    'matrix.log': (input) => thread.call('log', input),
    'matrix.commands': (input) => thread.call('commands', input),
    async 'matrix.saveCommands'({ file: { folderToken, ...file }, ...wanted }) {
      const { item } = await thread.call('read', { planId: wanted.planId })
      const target = await placeNewFile({ ...file, folder: locations.pathOf(folderToken) }, [item.path])
      const { isReplacing } = file
      const { path, sizeBytes, sha256 } = await thread.call('saveCommands', { ...wanted, target, isReplacing })
      return { location: locations.issue(path), sizeBytes, sha256 }
    },
    'matrix.build': (input) => thread.call('build', input),
    'matrix.cancel': (input) => thread.call('cancel', input),
    'matrix.ofRun': async (input) => (matrices.isEmpty ? { place: null } : thread.call('ofRun', input)),
  }
}
