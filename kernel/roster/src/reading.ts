/* What other documents that name members are read with: spelled and checked as a statement is (roster.md §1). */
export { sameKeys, signersOf, splitText } from "./chain.ts";
export {
  day,
  fieldsBy,
  hash,
  idOf,
  listOf,
  malformed,
  matching,
  NAMED,
  parsed,
  shown,
  sized,
  type Reader,
} from "./fields.ts";
export { everybody } from "./people-in.ts";
export { must } from "./roster-error.ts";
