export { runList } from '../services/run-list.ts'
