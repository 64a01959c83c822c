import { SLOT } from "@niuniu/record";
import type { Tx } from "../database.ts";
import { dayToSeal, forget, sealDay } from "./day.ts";
import { loopOf, type Loop } from "./loop.ts";
import { holdLog, seal, slotNow, standing, type Sealing, type Standing } from "./seal.ts";
import { openSlot } from "./slots.ts";

/** PostgreSQL: lock not available in time, deadlock. Somebody holds what is to be sealed. */
const CONTENDED = new Set(["55P03", "40P01"]);
/** ms an act may keep the writer waiting before it asks again, and the writer an act while slots are forgotten. */
const PATIENCE = 2_000;
const FORGET_PATIENCE = 100;
/** ms until forgetting is tried again: whoever holds the table may be a backup that takes an hour. */
const FORGET_PAUSE = 30_000;

interface Ports extends Sealing {
  readonly now: () => number;
  readonly failed: (code: string) => void;
  /** Hears how the record stands, each time it is looked at. */
  readonly seen: (standing: Standing) => void;
}

type Outcome = "appended" | "forgotten" | "nothing" | "contended";

/** Seals what is to be sealed, now by `tick` and by itself once the loop is started. */
export interface Writer extends Loop {
  readonly tick: () => Promise<boolean>;
}

/** The writer of one process. Any number of them may run: whoever holds the log appends, the others come back. */
export function writerOn(ports: Ports): Writer {
  const { db, now, failed, seen } = ports;
  let opened = -1;
  let forgetFrom = 0;
  let last: Promise<unknown> = Promise.resolve();

  const attempt = async (patience: number, work: (tx: Tx) => Promise<boolean>): Promise<Outcome> => {
    try {
      return await db.transaction().execute(async (tx) => {
        if (!(await holdLog(tx, patience))) return "contended";
        return (await work(tx)) ? "appended" : "nothing";
      });
    } catch (error) {
      if (CONTENDED.has((error as { readonly code?: string }).code ?? "")) return "contended";
      throw error;
    }
  };

  const forgetDays = async (): Promise<Outcome> => {
    if (now() < forgetFrom) return "nothing";
    const outcome = await attempt(FORGET_PATIENCE, (tx) => forget(tx).then(() => true));
    if (outcome === "contended") forgetFrom = now() + FORGET_PAUSE;
    return outcome === "contended" ? "nothing" : "forgotten";
  };

  const next = (at: Standing): (() => Promise<Outcome>) | null => {
    if (at.frozen !== null) return at.unforgotten ? forgetDays : null;
    if (at.ended.length > 0 || at.pending) return () => attempt(PATIENCE, (tx) => seal(tx, ports));
    if (dayToSeal(at) !== null) return () => attempt(PATIENCE, (tx) => sealDay(tx, ports));
    return at.unforgotten ? forgetDays : null;
  };

  const pass = async (): Promise<boolean> => {
    const slot = slotNow(now);
    if (slot > opened) await openSlot(db, slot);
    opened = Math.max(opened, slot);
    let any = false;
    for (;;) {
      const at = await standing(db);
      seen(at);
      const outcome = (await next(at)?.()) ?? "nothing";
      if (outcome === "contended") loop.wake();
      if (outcome === "nothing" || outcome === "contended") return any;
      any ||= outcome === "appended";
    }
  };

  const tick = (): Promise<boolean> => {
    const mine = last.then(pass, pass);
    last = mine.catch(() => undefined);
    return mine;
  };

  const dueIn = (): number => (opened + 1) * SLOT - now();
  const loop = loopOf({ dueIn, pass: tick, failed: () => failed("host/record-waiting") });
  return { ...loop, tick };
}
