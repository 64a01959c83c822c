import { feature, type Handler, type Host } from "@niuniu/host";
import { toBase64, toHex } from "@niuniu/note";
import { Refused } from "@niuniu/wire";
import { z } from "zod";
import { refusals } from "../refusals.ts";
import * as routes from "../routes.ts";
import { answerThread, answerOwed } from "./answers.ts";
import { checkOpen } from "./check.ts";
import { countOwed, readOpen, readOwed } from "./open-store.ts";
import { receiptsOn, type Receipts } from "./receipts.ts";
import { recordedOf } from "./recorded.ts";
import { owedIn } from "./sealed/thread.ts";

const MOST_LINES = 200;

const threadDoor = z.strictObject({
  feature: z.string().regex(/^[a-z]{1,40}$/),
  matter: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/),
});

/** What others may be handed. */
interface Given {
  readonly receipts: Receipts;
  /** When what this member owes in public matters is due (ms since epoch), the soonest first. */
  readonly dues: (member: string) => Promise<readonly number[]>;
}

/**
 * The matters whose texts are public, of whatever feature: their tables, and what everybody and what their owners read of them. It gives
 * the receipts of those that are sealed.
 */
export const matter = feature({
  name: "matter",
  migrations: new URL("./migrations/", import.meta.url),
  refusals,
  checks: [checkOpen],
  counts: async ({ db }, member) => ({ owed: await countOwed(db, member) }),
  mount: (host): Promise<Given> => {
    host.serve.anyone(routes.thread, threadDoor, threadHandler(host), { answer: answerThread });
    host.serve.member(routes.owed, null, owedHandler(host), { answer: answerOwed });
    const dues = async (member: string): Promise<readonly number[]> =>
      (await readOwed(host.db, member, MOST_LINES)).flatMap(({ due }) => due?.getTime() ?? []);
    return Promise.resolve({ receipts: receiptsOn(host), dues });
  },
});

type Asked = z.infer<typeof threadDoor>;

function threadHandler(host: Pick<Host, "db" | "record" | "now">): Handler<"anyone", Asked, routes.OpenThread> {
  return async ({ request }) => {
    const found = await readOpen(host.db, request.feature, request.matter);
    if (found === null) throw new Refused("matter/unknown");
    const { row, links } = found;
    const { state, policy, calendar, head } = row;
    return {
      matter: row.id,
      feature: row.feature,
      owed: owedIn(state),
      entries: links.map(({ text, salt }) => ({ text, salt: toBase64(salt) })),
      head: toHex(head),
      rules: { policy, calendar },
      ...(await recordedOf(host, links)),
      now: host.now(),
    };
  };
}

function owedHandler({ db }: Pick<Host, "db">): Handler<"member", undefined, readonly routes.OwedLine[]> {
  return async ({ caller }) => {
    const found = await readOwed(db, caller.member, MOST_LINES);
    return found.map(({ feature: kind, id, role, act, due, state }) => {
      return {
        feature: kind,
        matter: id,
        role: role ?? "",
        act: act ?? "",
        due: due?.getTime() ?? 0,
        since: state.day,
      };
    });
  };
}
