export { walkFolder } from '../engine/walk/walk-folder.ts'
