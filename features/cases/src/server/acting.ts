import type { Tx } from "@niuniu/host";
import { readSealed, type Author } from "@niuniu/matter/server";
import { toHex } from "@niuniu/note";
import { Refused } from "@niuniu/wire";
import { decide } from "../decide.ts";
import type { Act } from "../events.ts";
import { parseAct } from "../parse.ts";
import type { Case, Decision } from "../terms.ts";
import type { Context } from "./context.ts";
import { opened } from "./office.ts";
import { checkHybrid } from "./hybrid.ts";
import { LARGEST_MESSAGE, MOST_ACTS } from "./sizes.ts";
import type { SignedAct } from "./step.ts";
import { holdCase, sealed, type CaseKey, type CaseRow } from "./store-case.ts";

/** An act as it came, its author known. */
export interface Given {
  readonly text: string;
  readonly parts: readonly Uint8Array[];
}

/**
 * Reads an act that exactly this author signed, with the envelope it names. Refused "cases/malformed-act" for any
 * other text, "cases/wrong-envelope" where the sealed message is missing, too much or another.
 */
export function readSigned({ host }: Context, { text, parts }: Given, author: Author): SignedAct {
  const signed = readSealed<Case>(host, { text, parts, author }, READING);
  if ((signed.envelope?.length ?? 0) > LARGEST_MESSAGE) throw new Refused("cases/wrong-size");
  return signed;
}

const READING = {
  read: parseAct,
  malformed: "cases/malformed-act",
  wrong: "cases/wrong-envelope",
  // The wrap that whoever lets somebody in has made for them.
  more: ({ kind }: Act) => (kind === "rewrap" ? 1 : 0),
};

/**
 * Lets the rules decide, and makes the act and what follows from it durable in one transaction. `also` stores what else
 * belongs to the act. Refused "cases/unknown-case" if there is no such case.
 */
export async function act(
  context: Context,
  key: CaseKey,
  signed: SignedAct,
  also: (tx: Tx, row: CaseRow) => Promise<void> = () => Promise.resolve(),
): Promise<CaseRow> {
  const { statement } = opened(await context.office.get());
  const after = await context.matters.act({
    hold: async (tx) => {
      const held = await holdCase(tx, key);
      if (held === null) throw new Refused("cases/unknown-case");
      return held;
    },
    signed,
    decide: ({ state, struck, head }, watch, now) =>
      decide(state, signed.act, now, { ...watch, struck, unread: 0, head: toHex(head), statement }),
    check: async (tx, row, decision) => {
      checkRecipients(row, signed);
      await refuseEndless(tx, row, signed.act, decision);
    },
    also,
  });
  context.unread.forget();
  return after;
}

/**
 * After very many acts of one person in one case, no more of those from which nothing follows, or nothing but another name:
 * whoever floods a case would make it too long for the others to read. What is owed and contested is always taken.
 */
async function refuseEndless(tx: Tx, row: CaseRow, { kind, by }: Act, { events }: Decision): Promise<void> {
  const endless = kind === "hand-over" || (events.length === 0 && kind !== "open" && kind !== "rewrap");
  if (!endless || row.entries < MOST_ACTS) return;
  if ((await sealed.countActs(tx, row.id, by)) >= MOST_ACTS)
    throw new Refused("cases/too-many-acts", { most: MOST_ACTS });
}

/** A message goes to the case, or to its readers one by one, and possibly to its reporter; never to nobody. */
function checkRecipients(row: CaseRow, { envelope }: SignedAct): void {
  if (envelope !== null) checkHybrid(envelope, 1, row.readers.length + 2);
}
