// Who may import whom (docs/guide to the rooms: CONTRIBUTING.md). Each rule has a canary in tests/architecture that breaks
// it and nothing else, so a rule that stops matching fails a test instead of passing everything.

const tests = '\\.test\\.tsx?$'

/** A room that may reach only the rooms, and the doors, named. */
function room(name, reason, allowed) {
  return {
    name: `${name}-reach`,
    severity: 'error',
    comment: reason,
    from: { path: `^src/${name}/` },
    to: { path: '^src/', pathNot: [`^src/${name}/`, ...allowed] },
  }
}

const engineDoor = '^src/engine/index\\.ts$'
// Plans and their cells alone: a command that lists them does not load the rest.
const lightDoor = '^src/engine/plans\\.ts$'
const shared = '^src/shared/'
const services = '^src/services/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    room('shared', 'What crosses every boundary can depend on no side of one.', []),
    room('engine', 'The engine runs in any host, in a worker or alone: it knows none of them.', [shared]),
    room('services', 'The application uses the engine by its door and knows no host.', [engineDoor, shared]),
    room('main', 'The Electron host adapts the services to Electron, and nothing else.', [
      engineDoor,
      shared,
      services,
    ]),
    room('server', 'The browser host adapts the services to HTTP, and nothing else.', [engineDoor, shared, services]),
    room('cli', 'Commands use the engine by its doors; `serve` starts the browser host by its own.', [
      engineDoor,
      lightDoor,
      shared,
      services,
      '^src/server/index\\.ts$',
    ]),
    room('preload', 'The bridge is small enough to read in a minute: channel names and no schemas.', [
      '^src/shared/ipc/channels\\.ts$',
    ]),
    room('renderer', 'The page runs in a browser: it reaches the engine through the contract only.', [shared]),
    {
      name: 'shared-packages',
      severity: 'error',
      comment: 'Everything loads src/shared, the page included: zod is all it may bring along.',
      from: { path: '^src/shared/', pathNot: tests },
      to: { pathNot: ['^src/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'preload-packages',
      severity: 'error',
      comment: 'A sandboxed preload has no modules but electron.',
      from: { path: '^src/preload/', pathNot: tests },
      to: { pathNot: ['^src/', '(^|/)node_modules/electron/'] },
    },
    {
      name: 'no-electron-outside-its-host',
      severity: 'error',
      comment: 'Without an Electron runtime everything but its host still runs, and is tested.',
      from: { path: '^src/', pathNot: ['^src/(main|preload)/'] },
      to: { path: '(^|/)node_modules/electron/' },
    },
    {
      name: 'no-fs-outside-engine-and-hosts',
      severity: 'error',
      comment: 'Files are read and written by the engine, with its care for hostile trees and durable writes.',
      from: { path: '^src/', pathNot: ['^src/(engine|main|server|cli)/', tests] },
      to: { dependencyTypes: ['core'], path: '^(node:)?fs(/promises)?$' },
    },
    {
      name: 'no-node-in-the-page',
      severity: 'error',
      comment: 'A browser has no Node modules.',
      from: { path: '^src/renderer/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Modules in a cycle cannot be understood, tested or loaded one at a time. Types count.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tests-from-sources',
      severity: 'error',
      comment: 'Test code does not ship.',
      from: { path: '^src/', pathNot: tests },
      to: { path: [tests, '^(tests|e2e|bench|scripts)/'] },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      comment: 'What the command line and the hosts import is there after `npm ci --omit=dev`; the page is bundled.',
      from: { path: '^src/', pathNot: ['^src/renderer/', tests] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/electron/' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that cannot be found is checked by no rule.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
