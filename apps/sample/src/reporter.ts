import { handIn, rosterFrom, type SampleReport } from "@niuniu/cases/sample";
import type { Roster } from "@niuniu/roster";
import { callsTo } from "./client.ts";

export { planFor, type SampleReport } from "@niuniu/cases/sample";

/** The roster of a running server, checked as a reporter's page checks it. */
export const rosterOf = (origin: string): Promise<Roster> => rosterFrom(callsTo(origin));

/** Seals a report and hands it in, as a reporter's browser would. */
export const makeReport = (
  origin: string,
  said: SampleReport,
  at: { readonly now: number; readonly random: (length: number) => Uint8Array },
): ReturnType<typeof handIn> => handIn(callsTo(origin), said, at);
