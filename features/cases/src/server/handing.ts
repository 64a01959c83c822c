import type { Handing } from "@niuniu/matter/server";
import type { ThreadHeader } from "../routes.ts";
import { LARGEST_MESSAGE } from "./sizes.ts";
import { sealed, type CaseRow } from "./store-case.ts";

/** How cases are handed out: at once four of the largest messages; notes, and why an outcome is not signed, are among the readers. */
export const handing: Handing<CaseRow, Pick<ThreadHeader, "class" | "stage" | "waiting">> = {
  store: sealed,
  page: { count: 64, bytes: 4 * LARGEST_MESSAGE },
  isInternal: (kind) => kind === "note" || kind === "second",
  more: ({ class: kind, stage, waiting }) => ({ class: kind, stage, waiting }),
};
