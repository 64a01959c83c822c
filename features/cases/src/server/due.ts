import { addDays } from "@niuniu/owe";
import type { Context } from "./context.ts";
import { addUp } from "./store-count.ts";

const MINUTE = 60_000;
const TIDY = "cases/tidy";

/** Registers the dates of cases and what is tidied up each minute, and sets both going unless they are. */
export async function keepTime({ host, matters }: Context): Promise<void> {
  host.timers.handle(TIDY, async (_timer, tx, now) => {
    await addUp(tx, addDays(host.dayOf(now), -31));
    await host.timers.set(tx, { kind: TIDY, key: "next", due: now + MINUTE });
  });
  await matters.keepTime();
  await host.transaction((tx) => host.timers.set(tx, { kind: TIDY, key: "next", due: host.now() + MINUTE }));
}
