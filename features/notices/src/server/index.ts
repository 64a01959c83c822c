import { feature, type Host } from "@niuniu/host";
import { refusals } from "../refusals.ts";
import type { Failing } from "../moments.ts";
import * as routes from "../routes.ts";
import * as answers from "./answers.ts";
import * as choices from "./choices.ts";
import type { Context, Ports } from "./context.ts";
import * as doors from "./doors.ts";
import { health } from "./health.ts";
import { failingIn } from "./failing.ts";
import { feed, setCalendar } from "./feed.ts";
import { handOver } from "./handing.ts";
import { outwardBy } from "./outward/post.ts";
import { rules } from "./rules.ts";
import { sendersOf } from "./senders/all.ts";
import { forgetPaces, type Pacing } from "./senders/pace.ts";
import { newPushKeys, type PushKeys } from "./senders/push.ts";
import { keepChosen, keepWords } from "./store.ts";
import { noticesTables } from "./tables.ts";
import { keepKey, vaultWith } from "./vault.ts";

export type { Carriers, Ports } from "./context.ts";

/** Whoever owes hears of it: by which ways, and when. */
export const notices = feature({
  name: "notices",
  migrations: new URL("./migrations/", import.meta.url),
  refusals,
  rules,
  unkept: ["notices_key", "notices_seen", "notices_pace"],
  health,
  mount,
});

/** What others may be handed. */
interface Given extends Context {
  /** Who in office has chosen a way by which they cannot be told: whoever makes a duty of that asks, and hears `wayFailing`. */
  readonly failing: () => Promise<readonly Failing[]>;
}

async function mount(host: Host, ports: Ports): Promise<Given> {
  const db = noticesTables(host.db);
  const sealing = await keepKey(db, "addresses", () => host.random(32));
  const pair = await keepKey(db, "push", () => Buffer.from(JSON.stringify(newPushKeys())));
  const push = JSON.parse(Buffer.from(pair).toString("utf8")) as PushKeys;
  const { carriers, outward = outwardBy(carriers) } = ports;
  const pacing = { db, key: sealing, now: host.now };
  const senders = sendersOf({ carriers, outward, push, origin: host.origin, now: host.now, pacing });
  const vault = vaultWith(sealing, host.random);
  const context: Context = { host, db, ports, vault, senders, pushKey: push.publicKey };
  mountChoices(context);
  mountSettings(context);
  await tidyHourly(host, pacing);
  host.notices.remindBy(() => host.rules.inForce().section(rules));
  host.notices.deliver(handOver(context));
  return { ...context, failing: () => failingIn(context) };
}

const TIDY = { kind: "notices/tidy", key: "next" } as const;
const HOUR = 3_600_000;

/** When a robot was written to is kept for no longer than it is of use. */
async function tidyHourly(host: Host, pacing: Pacing): Promise<void> {
  host.timers.handle(TIDY.kind, async (_timer, tx, now) => {
    await forgetPaces({ ...pacing, db: noticesTables(tx) });
    await host.timers.set(tx, { ...TIDY, due: now + HOUR });
  });
  await host.transaction((tx) => host.timers.set(tx, { ...TIDY, due: host.now() + HOUR }));
}

function mountChoices(context: Context): void {
  const { serve } = context.host;
  serve.member(routes.mine, null, ({ caller }) => choices.mineOf(context, caller.member), { answer: answers.mine });
  serve.member(routes.add, doors.add, ({ caller, request }) => choices.add(context, caller.member, request), {
    answer: answers.add,
  });
  serve.member(
    routes.remove,
    doors.one,
    ({ caller, request }) => choices.remove(context, caller.member, request.channel),
    {
      answer: answers.remove,
    },
  );
  serve.member(
    routes.order,
    doors.order,
    ({ caller, request }) => choices.order(context, caller.member, request.channels),
    {
      answer: answers.order,
    },
  );
  serve.member(
    routes.attempt,
    doors.one,
    ({ caller, request }) => choices.attempt(context, caller.member, request.channel),
    { answer: answers.attempt },
  );
  serve.member(
    routes.arrived,
    doors.one,
    ({ caller, request }) => choices.arrived(context, caller.member, request.channel),
    {
      answer: answers.arrived,
    },
  );
}

function mountSettings(context: Context): void {
  const { db, host } = context;
  const { serve } = host;
  serve.member(
    routes.settings,
    doors.settings,
    async ({ caller: { member }, request }) => {
      await keepChosen(db, { member, ...request });
      return null;
    },
    { answer: answers.settings },
  );
  serve.member(
    routes.words,
    doors.words,
    async ({ request }) => {
      await keepWords(db, request);
      return null;
    },
    { answer: answers.words },
  );
  serve.member(
    routes.calendar,
    doors.calendar,
    ({ caller, request }) => setCalendar(context, caller.member, request.wanted),
    { answer: answers.calendar },
  );
  serve.anyone(routes.feed, null, ({ parameters }) => feed(context, parameters["secret"] ?? ""), { own: true });
}
