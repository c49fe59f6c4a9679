export { port } from '../server/index.ts'
