import { feature, type Host } from "@niuniu/host";
import { z } from "zod";
import { refusals } from "../refusals.ts";
import * as routes from "../routes.ts";
import * as answers from "./answers.ts";
import { askAll, askBeforeSigning, keepAsking, stateOf } from "./asking.ts";
import { bury } from "./bury.ts";
import { health } from "./health.ts";
import type { Context, Ports } from "./context.ts";
import { publishFiguresDaily, publishRelease } from "./publish.ts";
import { ledgerTables } from "./tables.ts";

export type { Ports } from "./context.ts";
export { shownByWitnesses } from "./shown.ts";

/** A tombstone is a line of JSON with a ground in words, and a signature. */
const buryDoor = z.strictObject({ note: z.string().min(1).max(16_384) });

/** What whoever starts the server may ask of `ledger`. */
export interface Ledger {
  /** Asks every witness that has not cosigned the newest milestone, and resolves when all have answered or failed. */
  readonly askWitnesses: () => Promise<void>;
  /** Goes on asking until the server ends. Call after `host.open`. */
  readonly keepAsking: () => void;
}

/** What the public record holds beside the acts, who watches it, and what is shown of both. */
export const ledger = feature({
  name: "ledger",
  migrations: new URL("./migrations/", import.meta.url),
  refusals,
  health,
  mount,
});

/**
 * Resolves when the witnesses have been asked, 5 s at the longest, so that a server put back from an old copy signs nothing it
 * has signed otherwise before. Mounted last: before anything is signed, they say whether they have seen more than there is.
 */
async function mount(host: Host, ports: Ports): Promise<Ledger> {
  const context: Context = { host, ports, db: ledgerTables(host.db) };
  host.serve.member(routes.state, null, () => stateOf(context), { answer: answers.state });
  host.serve.member(routes.bury, buryDoor, ({ caller, request }) => bury(context, caller.member, request.note));
  await askBeforeSigning(context);
  await publishRelease(context);
  await publishFiguresDaily(context);
  return {
    askWitnesses: async () => {
      await askAll(context);
    },
    keepAsking: () => void keepAsking(context),
  };
}
