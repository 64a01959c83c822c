import type { Calendar } from "@niuniu/owe";
import { readNote, fromBase64 } from "@niuniu/note";
import { activeMembers, type Member, type Roster } from "@niuniu/roster";
import type { Keys } from "@niuniu/seal/open";
import type { Route } from "@niuniu/wire";
import { parseCalendar, parsePolicy, type Policy } from "../../policy.ts";

/** Calls a route in the signed-in member's name. Throws CallError. */
export type Ask = <Request, Answer>(route: Route<Request, Answer>, request: Request) => Promise<Answer>;

/** What the desk stands on: who works here, with which keys, and a committee this browser has checked. */
export interface Desk {
  /** Id of the member at this desk. */
  readonly me: string;
  readonly keys: Keys;
  readonly roster: Roster;
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly ask: Ask;
  /** The `Authorization` header, for streams. */
  readonly authorization: string;
  /** This device's own clock (ms since epoch): what is signed, sealed and listened to goes by it alone. */
  readonly clock: () => number;
  /** The server's clock minus this device's (ms), by the server's word: for showing how much time is left. */
  readonly ahead: number;
}

/** Puts a desk together. Throws Refused("cases/malformed-policy") for texts nobody could have signed in good faith. */
export function makeDesk(
  given: Omit<Desk, "policy" | "calendar"> & { readonly policy: string; readonly calendar: string },
): Desk {
  return {
    ...given,
    policy: parsePolicy(JSON.parse(given.policy)),
    calendar: parseCalendar(JSON.parse(given.calendar)),
  };
}

/** The server's time now (ms since epoch), so that every desk shows the same minutes left. Nothing is believed by it. */
export const nowAt = (desk: Desk): number => desk.clock() + desk.ahead;

/** A member by id, also one of an earlier statement: the newest entry that carries the id. */
function memberOf(roster: Roster, id: string): Member | null {
  for (const statement of roster.statements.toReversed()) {
    const found = statement.members.find((member) => member.id === id);
    if (found !== undefined) return found;
  }
  return null;
}

/** A name for a person; an id nobody ever signed for stays an id. */
export const nameOf = (roster: Roster, id: string): string => memberOf(roster, id)?.name ?? id;

/** Every key this id ever had in a checked statement, newest first: old acts stay signed with old keys. */
export function keysOf(roster: Roster, id: string): readonly Uint8Array[] {
  const keys = roster.statements
    .toReversed()
    .flatMap((statement) => statement.members.filter((member) => member.id === id).map(({ key }) => key));
  return [...new Set(keys)].map(fromBase64);
}

/** Who may own and read at `now`, as the rules want to know it. */
export const peopleAt = (roster: Roster, now: number): readonly Pick<Member, "id" | "side">[] =>
  activeMembers(roster, now);

/** A signed absence whose signature this browser has checked. */
export interface Absence {
  readonly by: string;
  readonly from: string;
  readonly until: string;
}

/** Reads absence notes, leaving out every one that its author did not sign. */
export function readAbsences(roster: Roster, notes: readonly string[]): readonly Absence[] {
  return notes.flatMap((note) => {
    const said = saidIn(note);
    if (said === null) return [];
    const signed = keysOf(roster, said.by).some((key) => isSignedBy(note, said.by, key));
    return signed ? [said] : [];
  });
}

function isSignedBy(note: string, name: string, key: Uint8Array): boolean {
  try {
    return readNote(note, [{ name, key }]).signers.includes(name);
  } catch {
    return false;
  }
}

function saidIn(note: string): Absence | null {
  try {
    const { niuniu, by, from, until } = JSON.parse(note.slice(0, note.indexOf("\n"))) as Record<string, unknown>;
    const whole = typeof by === "string" && typeof from === "string" && typeof until === "string";
    return niuniu === "absence v1" && whole ? { by, from, until } : null;
  } catch {
    return null;
  }
}
