import { concatBytes, sha256, toHex, toUtf8, type Seed } from "@niuniu/note";
import { checkChain, type Roster } from "./chain.ts";
import { countersign, proposeFirst } from "./draft.ts";
import type { Duty } from "./duties.ts";
import { HANDLING } from "./serving.ts";
import type { Named } from "./fields.ts";
import { RosterError } from "./roster-error.ts";
import { selfSign, type Member } from "./statement.ts";

/** A person of a sample committee. Without a recipient, 1,216 random bytes stand in: nothing can be sealed to those. */
export type SamplePerson = Named & {
  readonly line?: string;
  readonly serves?: readonly Duty[];
  readonly alternate?: true;
  readonly recipient?: Uint8Array;
  readonly seed?: Seed;
};

/** A signed sample roster with the signing seeds of its members, by id. */
export type SampleRoster = {
  readonly notes: readonly string[];
  readonly seeds: ReadonlyMap<string, Seed>;
  readonly roster: Roster;
};

/** Five invented people from all three sides. */
export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { id: "wen-jing", name: "Wen Jing", role: "Employee representative", side: "employees", unit: "Logistics" },
  { id: "luo-yan", name: "Luo Yan", role: "Employee representative", side: "employees", unit: "Customer care" },
  { id: "he-ming", name: "何鸣", role: "Personnel", side: "employer", unit: "Personnel" },
  { id: "tao-rui", name: "Tao Rui", role: "Company lawyer", side: "employer", unit: "Legal" },
  { id: "jian-su", name: "Jian Su", role: "Outside lawyer", side: "outside", unit: "" },
];

/** Bytes that look random and are the same every time for one label: for tests, never for keys that protect anybody. */
export function countedRandom(label: string): (length: number) => Uint8Array {
  let count = 0;
  return (length) => {
    let bytes = new Uint8Array(0);
    while (bytes.length < length) bytes = concatBytes(bytes, sha256(toUtf8(`${label} ${count++}`)));
    return bytes.slice(0, length);
  };
}

/** A member's public entry, made with the person's own seed and recipient or with fresh ones. */
export function sampleMember(
  person: SamplePerson,
  random: (length: number) => Uint8Array,
): { readonly member: Member; readonly seed: Seed } {
  const { id, name, role, side, unit, line = "", serves = HANDLING, alternate } = person;
  const seed = person.seed ?? random(32);
  const keys = selfSign(id, person.recipient ?? random(1216), seed);
  const named = { id, name, role, side, unit, line, serves, ...keys };
  return { member: alternate === undefined ? named : { ...named, alternate }, seed };
}

/**
 * Statement 1 of an invented organisation, signed by everybody in it, in effect at `now` (ms since epoch) and valid
 * for a year. `terms` may set quorum (2), organisation, the hashes of policy and calendar, witnesses, and the log.
 */
export function sampleRoster(
  random: (length: number) => Uint8Array,
  now: number,
  people: readonly SamplePerson[] = SAMPLE_PEOPLE,
  terms: {
    readonly quorum?: number;
    readonly organisation?: string;
    readonly policy?: string;
    readonly calendar?: string;
    readonly witnesses?: readonly string[];
    readonly log?: string;
  } = {},
): SampleRoster {
  const made = people.map((person) => sampleMember(person, random));
  const founders = made.map(({ member, seed }) => ({ id: member.id, seed }));
  const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  const draft = proposeFirst({
    organisation: "Lantern Freight",
    policy: toHex(sha256(toUtf8("sample policy"))),
    calendar: toHex(sha256(toUtf8("sample calendar"))),
    quorum: 2,
    witnesses: [],
    ...terms,
    date: day(now),
    effective: now,
    validUntil: day(now + 365 * 86_400_000),
    members: made.map(({ member }) => member),
  });
  const note = founders.reduce((signed, founder) => countersign(null, signed, founder), draft);
  return { notes: [note], seeds: new Map(founders.map(({ id, seed }) => [id, seed])), roster: checkChain([note]) };
}

/** The code of the RosterError by which this is refused, or "accepted"; any other error is thrown on. */
export function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof RosterError) return error.code;
    throw error;
  }
  return "accepted";
}
