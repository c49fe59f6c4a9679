import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'tests/build-programs.ts',
    setupFiles: 'tests/seed-properties.ts',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    // On two cores, vitest would leave one to itself, which has next to nothing to do.
    maxWorkers: availableParallelism(),
    // For what hangs: what is slow on a busy machine is no fault.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A second, as vitest has it, is little on a busy machine.
    expect: { poll: { timeout: 150_000, interval: 20 } },
  },
})
