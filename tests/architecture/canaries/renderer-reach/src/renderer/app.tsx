export { hash } from '../engine/index.ts'
