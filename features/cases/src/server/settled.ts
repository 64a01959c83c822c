import type { SettledTable } from "@niuniu/host";

/**
 * What tells, until the day is over, in which order reports and acts came. Ciphertext has a table of its own, so that
 * it is written twice in its life, as it comes and when its day is over, whatever becomes of its case.
 */
export const SETTLED: readonly SettledTable[] = [
  { table: "cases_case", key: ["id"] },
  { table: "cases_entry", key: ["case_id", "number"] },
  { table: "cases_piece", key: ["case_id", "number", "part"], large: "bytes" },
  { table: "cases_moved", key: ["member", "case_id", "number"] },
];
