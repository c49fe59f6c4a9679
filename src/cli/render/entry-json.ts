export { toFindingJson, toSealJson, toSideJson } from '../../shared/json/entry-json.ts'
