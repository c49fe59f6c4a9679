export { walkOrder } from '../engine/index.ts'
