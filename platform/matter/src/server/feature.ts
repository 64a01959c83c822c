import { answerOf, feature, type Handler, type Host } from "@niuniu/host";
import { toBase64, toHex } from "@niuniu/note";
import { Refused, route } from "@niuniu/wire";
import { z } from "zod";
import { fieldsIn } from "../entry.ts";
import { listOfTexts } from "../letters.ts";
import { refusals } from "../refusals.ts";
import * as routes from "../routes.ts";
import { answerThread, answerOwed, openThread } from "./answers.ts";
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

/** The same as `thread`, at an address of its own: for whoever reads from outside, and keeps a copy. */
const threadAt = route<undefined, routes.OpenThread>({
  audience: "anyone",
  method: "GET",
  path: "/matter/open/:feature/:matter",
  takes: "none",
  gives: "json",
});

/** What this feature is handed of others; without it nobody is ever away. */
interface Ports {
  /** Every signed absence note, with whose it is. */
  readonly absences: () => Promise<readonly { readonly member: string; readonly note: string }[]>;
}

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
  mount: (host, ports: Ports | undefined): Promise<Given> => {
    const absences = ports?.absences ?? (() => Promise.resolve([]));
    const read = threadReader(host, absences);
    host.serve.anyone(routes.thread, threadDoor, ({ request }) => read(request), { answer: answerThread });
    host.serve.anyone(threadAt, null, ({ parameters }) => read(namedIn(parameters)), {
      answer: answerOf(threadAt, openThread),
    });
    host.serve.member(routes.owed, null, owedHandler(host), { answer: answerOwed });
    const dues = async (member: string): Promise<readonly number[]> =>
      (await readOwed(host.db, member, MOST_LINES)).flatMap(({ due }) => due?.getTime() ?? []);
    return Promise.resolve({ receipts: receiptsOn(host), dues });
  },
});

/** Refused "matter/unknown" for what cannot be the name of one. */
function namedIn(parameters: Readonly<Record<string, string>>): Asked {
  const asked = threadDoor.safeParse(parameters);
  if (!asked.success) throw new Refused("matter/unknown");
  return asked.data;
}

type Asked = z.infer<typeof threadDoor>;

function threadReader(
  host: Pick<Host, "db" | "record" | "rules" | "now">,
  absences: Ports["absences"],
): (asked: Asked) => Promise<routes.OpenThread> {
  return async (request) => {
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
      rules: host.rules.textsOf({ policy, calendar }),
      absences: await notesOfSkipped(links, absences),
      ...(await recordedOf(host, links)),
      now: host.now(),
    };
  };
}

/** The notes of those whom these entries say were passed over; of everybody else, when they are away is nobody's matter. */
async function notesOfSkipped(
  links: readonly { readonly text: string }[],
  absences: Ports["absences"],
): Promise<readonly string[]> {
  const skipped = new Set(links.flatMap(({ text }) => listOfTexts(fieldsIn(text)?.["skipped"]) ?? []));
  if (skipped.size === 0) return [];
  return (await absences()).flatMap(({ member, note }) => (skipped.has(member) ? [note] : []));
}

function owedHandler({ db }: Pick<Host, "db">): Handler<"member", undefined, readonly routes.OwedLine[]> {
  return async ({ caller }) => {
    const found = await readOwed(db, caller.member, MOST_LINES);
    return found.map(({ feature: kind, id, role, act, due, state, about }) => {
      return {
        feature: kind,
        matter: id,
        role: role ?? "",
        act: act ?? "",
        due: due?.getTime() ?? 0,
        since: state.day,
        about,
      };
    });
  };
}
