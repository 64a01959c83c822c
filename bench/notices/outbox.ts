import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Handed } from "@niuniu/host";
import { percentile, print, say, type Figure } from "../figure.ts";
import { onLine, type Line } from "./line.ts";

const figure = (given: Figure): boolean => print("notices", given);

const PEOPLE = 10_000;
/** ms: the longest pause of the outbox between two tries. */
const LONGEST = 3_600_000;

/** Whether a receiver takes what it is handed, by the flip of a coin that falls the same way in every run. */
const coin = (id: string, attempt: number): boolean =>
  (createHash("sha256").update(`${id} ${attempt}`).digest()[0] ?? 0) % 2 === 0;

/**
 * As many people to be told as nobody has, by a receiver that fails half the time. The clock is put forward where all that is left
 * waits for its next try, so that what is measured is work and not the pauses.
 */
export async function outbox(): Promise<readonly boolean[]> {
  return onLine(false, async ({ host, forward }) => {
    const took = new Map<string, number>();
    const tried = new Map<string, number>();
    host.notices.deliver(({ id, person }): Promise<Handed> => {
      const attempt = (tried.get(id) ?? 0) + 1;
      tried.set(id, attempt);
      if (!coin(id, attempt)) return Promise.resolve({ kind: "later" });
      took.set(person, (took.get(person) ?? 0) + 1);
      return Promise.resolve({ kind: "sent" });
    });
    for (let at = 0; at < PEOPLE; at += 500) {
      const plans = Array.from({ length: 500 }, (_, of) => {
        const person = `p${at + of}`;
        return { about: `bench/${person}`, person, urgent: true, at: [host.now()] };
      });
      await host.transaction((tx) => host.notices.plan(tx, ...plans));
    }
    const begun = performance.now();
    for (let rounds = 0; took.size < PEOPLE && rounds < 60; rounds++) {
      await host.post();
      forward(LONGEST);
    }
    const seconds = (performance.now() - begun) / 1_000;
    const attempts = [...tried.values()].reduce((sum, one) => sum + one, 0);
    say(`outbox: ${attempts} tries for ${took.size} people in ${seconds.toFixed(1)} s`);
    const doubled = [...took.values()].filter((times) => times > 1).length;
    const none = { unit: "", bar: 0, atMost: true } as const;
    return [
      figure({
        figure: `notices taken a second, of ${PEOPLE} whose receiver fails half the time`,
        value: took.size / seconds,
        unit: "1/s",
        bar: 50,
        atMost: false,
      }),
      figure({ figure: `of ${PEOPLE} notices lost`, value: PEOPLE - took.size, ...none }),
      figure({ figure: `of ${PEOPLE} notices that arrived twice`, value: doubled, ...none }),
    ];
  });
}

const WAITING = 1_000;
const CRISES = 200;
/** ms an ordinary receiver takes to answer. */
const SLOW = 1_000;

/** From the commit of a crisis to its being handed over, while ordinary notices wait for slow receivers. */
async function crises({ host, forward }: Line): Promise<readonly number[]> {
  const arrived = new Map<string, PromiseWithResolvers<number>>();
  let ordinary = 0;
  host.notices.deliver(async ({ person, urgent }): Promise<Handed> => {
    if (urgent) arrived.get(person)?.resolve(performance.now());
    else {
      ordinary += 1;
      await wait(SLOW);
    }
    return { kind: "sent" };
  });
  const calm = Array.from({ length: WAITING }, (_, at) => ({
    ...{ about: `bench/calm-${at}`, person: `calm-${at}`, urgent: false },
    at: [host.now()],
  }));
  await host.transaction((tx) => host.notices.plan(tx, ...calm));
  // Past the four hours of the clock and the half hour of chance: all of them are ready.
  forward(5 * 3_600_000);
  while (ordinary === 0) await wait(20);
  const took: number[] = [];
  for (let at = 0; at < CRISES; at++) {
    const person = `crisis-${at}`;
    const there = Promise.withResolvers<number>();
    arrived.set(person, there);
    await host.transaction((tx) =>
      host.notices.plan(tx, { about: `bench/${person}`, person, urgent: true, at: [host.now()] }),
    );
    const committed = performance.now();
    took.push((await there.promise) - committed);
    await wait(20);
  }
  say(`crises: ${ordinary} of ${WAITING} ordinary ones were handed over or in hand meanwhile`);
  if (ordinary >= WAITING) throw new Error("nothing waited any more");
  return took;
}

export async function crisis(): Promise<readonly boolean[]> {
  const took = await onLine(true, crises);
  const limit = { name: "the limit", value: 2_000 };
  return [
    figure({
      figure: `from a crisis' commit until it is handed over, p99 of ${CRISES}, ${WAITING} ordinary notices waiting for receivers that take a second`,
      ...{ value: percentile(took, 99), unit: "ms", bar: 2_000, atMost: true, rival: limit },
    }),
  ];
}
