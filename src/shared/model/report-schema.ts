import { z } from 'zod'
import { reportFormats } from './report.ts'

export const reportFormatSchema = z.enum(reportFormats)
