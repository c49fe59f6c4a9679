export { platform } from 'node:os'
