import type { Handler } from "@niuniu/host";
import type { OpenMatters } from "@niuniu/matter/server";
import { keysOf } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import type * as routes from "../routes.ts";
import type { Upkeep } from "../terms.ts";
import type { Context } from "./context.ts";
import { countMissed, loadOpen, loadOver } from "./store.ts";

/** How many that are over are listed, of what comes of proposals and of ways that fail. */
const MOST_ENDED = 100;

type Row = Awaited<ReturnType<OpenMatters<Upkeep>["read"]>>[number];

function lineOf({ id, state, due }: Row): routes.UpkeepLine {
  const { what, subject, begun, until, obligation, end, day, misses } = state;
  const holds = end === "confirmed" || end === "alone";
  const now =
    obligation === null || due === null
      ? null
      : { role: obligation.role, act: obligation.act, owner: obligation.owner, due };
  return {
    matter: id,
    what,
    subject,
    begun,
    until,
    owed: now,
    end,
    day,
    misses,
    reviewed: (holds ? state.reviewed : null) ?? null,
  };
}

/** All that is open, by its date; then what is over, the newest first. */
export function listHandler({ host, matters, hash }: Context): Handler<"anyone", undefined, routes.UpkeepList> {
  return async () => {
    const names = [...(await loadOpen(host.db)), ...(await loadOver(host.db, MOST_ENDED))];
    const lines = (await matters.read(names)).map(lineOf);
    const open = lines.filter(({ owed }) => owed !== null);
    const ended = lines.filter(({ owed }) => owed === null);
    return {
      lines: [
        ...open.toSorted((a, b) => (a.owed?.due ?? 0) - (b.owed?.due ?? 0)),
        ...ended.toSorted((a, b) => (a.day < b.day ? 1 : -1)),
      ],
      texts: hash(),
      missed: await countMissed(host.db),
      now: host.now(),
    };
  };
}

/** Takes what its caller signed by the newest key that a statement names of them; `ended` is called where that ends one. */
export function actHandler(
  { roster, matters, hash }: Context,
  ended: () => Promise<void>,
): Handler<"member", { readonly matter: string; readonly act: string }, { readonly open: boolean }> {
  return async ({ caller: { member }, request }) => {
    const chain = await roster();
    const key = chain === null ? undefined : keysOf(chain, member).at(-1);
    if (key === undefined) throw new Refused("upkeep/not-yours");
    const { due } = await matters.act(request.matter, request.act, { name: member, key }, (act) => {
      // Whoever reads it later cannot tell which texts were served on that day.
      if (act.kind === "done" && act.reviewed !== undefined && act.reviewed.texts !== hash())
        throw new Refused("upkeep/other-texts");
    });
    // What comes round may have waited for this one.
    if (due === null) await ended();
    return { open: due !== null };
  };
}
