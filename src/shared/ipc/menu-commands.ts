import { z } from 'zod'

/** Commands that the native menu and the command palette share. */
export const menuCommandSchema = z.enum([
  'snapshot-folder',
  'open-manifest',
  'compare',
  'export-report',
  'open-palette',
  'show-library',
  'show-settings',
  'show-keys',
  'find',
])
export type MenuCommand = z.infer<typeof menuCommandSchema>
