import { createHmac } from "node:crypto";
import { answerOf, feature, sha256Hex, type Host, type Tx } from "@niuniu/host";
import { owed } from "@niuniu/matter/server";
import { wayFailing, wayMended } from "@niuniu/notices";
import { asksChanged, awayChanged, rosterChanged } from "@niuniu/people";
import { z } from "zod";
import { refusals } from "../refusals.ts";
import { readUntil } from "../first-hours.ts";
import * as routes from "../routes.ts";
import { hows, whats, type Reviewed } from "../terms.ts";
import { alarmHandler, answeredHandler } from "./alarms.ts";
import type { Context, Ports } from "./context.ts";
import { figuresOf } from "./figures.ts";
import { actHandler, listHandler } from "./handlers.ts";
import { look } from "./look.ts";
import { mattersOf, rules } from "./matters.ts";
import { loadReviews, strayIn } from "./store.ts";

/** What the committee owes its own house: each with one owner, one act, one date, for everybody to see. */
export const upkeep = feature({
  name: "upkeep",
  migrations: new URL("./migrations/", import.meta.url),
  refusals,
  rules,
  checks: [checkUpkeep],
  figures: (_host, tx) => figuresOf(tx),
  mount,
});

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const reviewer = z.strictObject({ name: z.string().nullable(), profession: z.string() });
const line = z.strictObject({
  matter: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/),
  what: z.enum(whats),
  subject: z.string(),
  begun: day,
  until: day,
  owed,
  end: z.enum([...hows, "confirmed", "alone", "left"]).nullable(),
  day,
  misses: z.int().min(0),
  reviewed: z.strictObject({ texts: hash, day, medical: reviewer, legal: reviewer }).nullable(),
});
const answers = {
  list: answerOf(
    routes.list,
    z.strictObject({ lines: z.array(line), texts: hash, missed: z.int().min(0), now: z.int() }),
  ),
  act: answerOf(routes.act, z.strictObject({ open: z.boolean() })),
  alarm: answerOf(routes.alarm, z.strictObject({ matter: z.string() })),
  answered: answerOf(routes.answered, z.strictObject({ open: z.boolean() })),
};
const note = z.string().max(40_000);
const alarmDoor = z.strictObject({ alarm: note });
const answeredDoor = z.strictObject({ matter: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/), word: note });
const actDoor = z.strictObject({
  matter: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/),
  act: z.string().max(16_384),
});

const LOOK = { kind: "upkeep/look", key: "next" } as const;
const HOUR = 3_600_000;

/** What others may ask of upkeep. */
interface Kept {
  /** Who read the texts of the first hours as they are, and until which day that holds; null where nobody is said to have. */
  readonly reviewed: () => Promise<(Reviewed & { readonly until: string }) | null>;
}

async function mount(host: Host, ports: Ports): Promise<Kept> {
  const matters = mattersOf(host, ports);
  const secret = Buffer.from(await host.secret("upkeep/ways"));
  const context: Context = {
    ...ports,
    host,
    matters,
    hash: () => sha256Hex(Buffer.from(ports.texts())),
    ways: async () =>
      (await ports.failing()).map(({ member, since }) =>
        createHmac("sha256", secret).update(`${member} ${since}`).digest("hex"),
      ),
  };
  await matters.keepTime();
  const again = async (): Promise<void> => {
    if (host.ending.aborted) return;
    await look(context).catch(() => {
      if (!host.ending.aborted) host.failed("upkeep/look-failed");
    });
  };
  host.timers.handle(LOOK.kind, async (_timer, tx, now) => {
    // Each of what is found is said in a transaction of its own.
    host.after(tx, again);
    await host.timers.set(tx, { ...LOOK, due: now + HOUR });
  });
  await host.transaction((tx) => host.timers.set(tx, { ...LOOK, due: host.now() }));
  host.on(rosterChanged, async () => {
    await matters.moveLeft();
    await again();
  });
  host.on(awayChanged, async () => {
    await matters.moveLeft();
  });
  host.on(asksChanged, again);
  host.on(wayFailing, again);
  host.on(wayMended, again);
  host.serve.anyone(routes.list, null, listHandler(context), { answer: answers.list });
  host.serve.anyone(routes.alarm, alarmDoor, alarmHandler(context), { answer: answers.alarm });
  host.serve.anyone(routes.answered, answeredDoor, answeredHandler(context), { answer: answers.answered });
  host.serve.member(routes.act, actDoor, actHandler(context, again), { answer: answers.act });
  return { reviewed: () => reviewedNow(context) };
}

async function reviewedNow({ host, hash: texts }: Context): Promise<(Reviewed & { readonly until: string }) | null> {
  const { firstHours } = host.rules.inForce().section(rules);
  const [newest] = await loadReviews(host.db, texts());
  return newest === undefined || firstHours === undefined ? null : { ...newest, until: readUntil(newest, firstHours) };
}

/** One whose matter is gone. */
async function* checkUpkeep(db: Host["db"] | Tx) {
  for (const key of await strayIn(db)) yield { table: "upkeep_owed", key, what: "count" as const };
}
