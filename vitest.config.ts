import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/build-programs.ts',
    setupFiles: 'tests/seed-properties.ts',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    // On two cores, vitest would leave one to itself, which has next to nothing to do.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A second, as vitest has it, is little on a busy machine.
    expect: { poll: { timeout: 50_000, interval: 20 } },
  },
})
