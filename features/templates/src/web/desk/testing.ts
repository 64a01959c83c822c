import { readCalendar } from "@niuniu/owe";
import { countedRandom, SAMPLE_PEOPLE, sampleRoster } from "@niuniu/roster/testing";
import { recipientOf } from "@niuniu/seal";
import { CALENDAR, type Ask } from "@niuniu/wire";
import type { Desk } from "./desk.ts";

/** The moment every desk here stands at (ms since epoch). */
export const NOW = Date.UTC(2026, 10, 23, 4);
/** Bytes for keys that protect nobody. */
export const random = countedRandom("templates at a desk");
const identities = new Map(SAMPLE_PEOPLE.map(({ id }) => [id, random(32)]));
const identityOf = (id: string): Uint8Array => identities.get(id) ?? new Uint8Array(32);
const people = await Promise.all(
  SAMPLE_PEOPLE.map(async (person) => ({ ...person, recipient: await recipientOf(identityOf(person.id)) })),
);
/** A committee of five with its signing seeds and its signed statements. */
export const { roster, seeds, notes } = sampleRoster(random, NOW - 86_400_000, people);

/** The desk of a member, with a server that answers as `ask` says. */
export function deskOf(me: string, ask: Ask): Desk {
  return {
    ...{
      me,
      roster,
      ask,
      authorization: "",
      clock: () => NOW,
      ahead: 0,
      policy: null,
      calendar: readCalendar(CALENDAR),
    },
    keys: { identity: identityOf(me), signing: seeds.get(me) ?? new Uint8Array(32) },
  };
}
