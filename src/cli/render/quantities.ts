export {
  formatCount,
  formatCounted,
  formatDuration,
  formatSize,
  formatSizeExactly,
} from '../../shared/text/quantities.ts'
