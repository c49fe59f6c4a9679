import * as fc from 'fast-check'

/**
 * Property tests try the same inputs each time, so that the same sources pass or fail everywhere. `ASSAY_SEED=random` has
 * them try others, and a number those of that seed, which a failing test prints.
 */
const chosen = process.env['ASSAY_SEED'] ?? '20261121'
if (chosen !== 'random') fc.configureGlobal({ seed: Number(chosen) })
