import { create } from 'zustand'
import type { Location } from '../../../shared/model/location.ts'

/** Where the last report went, for the next one. */
export const useExportFolder = create<{ readonly folder: Location | null }>()(() => ({ folder: null }))
