import { isDay, type Day } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { distinct, looseShape, matching, oneOf, whole, type Reader } from "@niuniu/note/reading";
import type { ActFields, EventFields } from "./entry.ts";

const MOST_READERS = 64;
const MOST_ENTRIES = 1_000_000;

/** A SHA-256, hex. */
export const hash = matching(/^[0-9a-f]{64}$/u);
const matterName = matching(/^[0-9A-HJKMNP-TV-Z]{16}$/u);
/** An id that a member may have: a slug that is not one of the reserved names. */
export const memberId = matching(/^[a-z0-9-]{2,40}$/u, "reporter", "server");
const wrapName = matching(/^[a-z0-9-]{2,40}$/u, "server");
/** The place of an entry in its chain. */
export const place = whole(1, MOST_ENTRIES);
/** Before 2200, so that every date counted from it is a day as well. */
export const day: Reader<Day> = (value) => (isDay(value) && value < "2200" ? value : undefined);
/** Members, none twice. */
export const members = distinct(memberId, 0, MOST_READERS);
/** Who got a wrap: members, and possibly the reporter. */
export const wrapNames = distinct(wrapName, 0, MOST_READERS + 1);
/** The hash of each of these wraps. */
export const wrapHashes = distinct(hash, 0, MOST_READERS + 1);

/** The fields of every act, in the order in which an author writes them. */
export function actFields<By extends string, const Kind extends string, Envelope extends string | null>(
  by: Reader<By>,
  kind: Kind,
  envelope: Reader<Envelope>,
) {
  const niuniu = oneOf("act v1");
  return { niuniu, case: matterName, number: place, previous: hash, by, kind: oneOf(kind), date: day, envelope };
}

/** The fields of every event of the server, likewise. */
export function eventFields<const Kind extends string>(kind: Kind) {
  return { niuniu: oneOf("event v1"), case: matterName, number: place, kind: oneOf(kind), date: day };
}

/** What the server says by itself of any matter, in the words of one kind: who owes what and why, that a date passed, and the end. */
export function eventReaders<Role, Act, Why>(terms: {
  readonly role: Reader<Role>;
  readonly act: Reader<Act>;
  readonly why: Reader<Why>;
}) {
  const { role, act, why } = terms;
  return {
    owed: looseShape(
      { ...eventFields("owed"), why, role, act, owner: memberId, due: day },
      { from: memberId, skipped: members },
    ),
    missed: looseShape({ ...eventFields("missed"), person: memberId, act, due: day }, { last: memberId }),
    closed: looseShape(
      { ...eventFields("closed"), contestUntil: day },
      { why: oneOf("left"), told: memberId, skipped: members },
    ),
  };
}

/** A reader for each kind of what is one of several. */
type ReadersOf<One extends { readonly kind: string }> = {
  readonly [Kind in One["kind"]]: Reader<Extract<One, { readonly kind: Kind }>>;
};

/** How the entries of one kind of matter are read from untrusted JSON: exact keys, exact shapes. All throw Refused. */
export interface EntryParser<Act, Event> {
  /** A signed act. Whether it is allowed is for the rules. */
  readonly act: (value: unknown) => Act;
  /** What the server says by itself. */
  readonly event: (value: unknown) => Event;
  /** Either: one link of a chain. */
  readonly entry: (value: unknown) => Act | Event;
}

/** The parser of these acts and events. `refused`: the feature's codes for what is none. */
export function parserOf<Act extends ActFields, Event extends EventFields>(
  acts: ReadersOf<Act>,
  events: ReadersOf<Event>,
  refused: { readonly act: string; readonly event: string },
): EntryParser<Act, Event> {
  const act = parse(acts as ReaderByKind<Act>, refused.act);
  const event = parse(events as ReaderByKind<Event>, refused.event);
  return { act, event, entry: (value) => (isAct(value) ? act(value) : event(value)) };
}

type ReaderByKind<One> = Readonly<Record<string, Reader<One>>>;

function parse<One>(known: ReaderByKind<One>, code: string): (value: unknown) => One {
  return (value) => {
    const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
    const read = typeof kind === "string" && Object.hasOwn(known, kind) ? known[kind]?.(value) : undefined;
    if (read === undefined) throw new Refused(code);
    return read;
  };
}

const isAct = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "niuniu" in value && value.niuniu === "act v1";
