export { token } from '../server/access.ts'
