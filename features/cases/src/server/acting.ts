import type { Tx } from "@niuniu/host";
import { servingOn, type SealedHandlers } from "@niuniu/matter/server";
import { toHex } from "@niuniu/note";
import { Refused } from "@niuniu/wire";
import { decide } from "../decide.ts";
import type { Act } from "../events.ts";
import { parseAct } from "../parse.ts";
import type { ThreadHeader } from "../routes.ts";
import type { Case, Decision } from "../terms.ts";
import type { Context } from "./context.ts";
import { handing } from "./handing.ts";
import { LARGEST_MESSAGE, MOST_ACTS } from "./sizes.ts";
import { caseRows, sealed, type CaseRow } from "./store-case.ts";

/** Cases as they are handed out and acted upon: by whoever holds a receipt, and at the desk. */
export const servingCases = ({
  host,
  matters,
  office,
  unread,
}: Context): SealedHandlers<Pick<ThreadHeader, "class" | "stage" | "waiting">> =>
  servingOn<Case, CaseRow, Pick<ThreadHeader, "class" | "stage" | "waiting">>(host, {
    ...{ name: "cases", unknown: "cases/unknown-case", rows: caseRows, handing, matters, office: office.get },
    ...{ read: parseAct, largest: LARGEST_MESSAGE, acted: unread.forget, check: refuseEndless },
    decide: ({ state, struck, head }, act, { watch, now, statement }) =>
      decide(state, act, now, { ...watch, struck, unread: 0, head: toHex(head), statement }),
  });

/**
 * After very many acts of one person in one case, no more of those from which nothing follows, or nothing but another name:
 * whoever floods a case would make it too long for the others to read. What is owed and contested is always taken.
 */
async function refuseEndless(
  tx: Tx,
  row: CaseRow,
  { act: { kind, by }, decision: { events } }: { readonly act: Act; readonly decision: Decision },
): Promise<void> {
  const endless = kind === "hand-over" || (events.length === 0 && kind !== "open" && kind !== "rewrap");
  if (!endless || row.entries < MOST_ACTS) return;
  if ((await sealed.countActs(tx, row.id, by)) >= MOST_ACTS)
    throw new Refused("cases/too-many-acts", { most: MOST_ACTS });
}
