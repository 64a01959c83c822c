import type { Tx } from "@niuniu/host";
import { sha256, toHex, toUtf8 } from "@niuniu/note";
import { nextDay } from "../rules.ts";
import type { Context } from "./context.ts";

/** The timer of the next day's figures. */
const FIGURES = { kind: "ledger/figures", key: "daily" };

/** Enters the manifest of the pages that this server gives, once per release: whoever is given others can show it. */
export async function publishRelease({ host }: Context): Promise<void> {
  const release = host.release();
  if (release === null) return;
  const publication = {
    kind: "release",
    key: toHex(sha256(toUtf8(release))),
    date: host.dayOf(host.now()),
    body: release,
    mayWait: true,
  } as const;
  await host.transaction((tx) => host.record.publish(tx, publication));
}

/** Enters the public figures once in each of the organisation's days: what was published cannot be rewritten later. */
export async function publishFiguresDaily({ host }: Context): Promise<void> {
  const publish = async (tx: Tx, now: number): Promise<void> => {
    const body = JSON.stringify(await host.figures.read(tx));
    const today = host.dayOf(now);
    await host.record.publish(tx, { kind: "figures", key: today, date: today, body, mayWait: true });
  };
  host.timers.handle(FIGURES.kind, async (_timer, tx, now) => {
    await publish(tx, now);
    await host.timers.set(tx, { ...FIGURES, due: nextDay(now, host.dayOf) });
  });
  // Due at once: today's, if nobody has published them yet, and every day's from then on.
  await host.transaction((tx) => host.timers.set(tx, { ...FIGURES, due: host.now() }));
}
