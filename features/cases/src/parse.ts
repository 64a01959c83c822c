import { isDay, type Day } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import type { Act, Entry, MemberAct, OwedAct, ReporterAct, ServerEvent, Why } from "./events.ts";
import { roles } from "./policy.ts";
import {
  distinct,
  matching,
  nothing,
  oneOf,
  orNull,
  looseShape,
  shape,
  whole,
  type Reader,
} from "@niuniu/note/reading";
import type { CaseClass, Stage } from "./routes.ts";

const MOST_READERS = 64;
const MOST_ENTRIES = 1_000_000;

const hash = matching(/^[0-9a-f]{64}$/u);
const caseName = matching(/^[0-9A-HJKMNP-TV-Z]{16}$/u);
const memberId = matching(/^[a-z0-9-]{2,40}$/u, "reporter", "server");
const wrapName = matching(/^[a-z0-9-]{2,40}$/u, "server");
const place = whole(1, MOST_ENTRIES);
/** Before 2200, so that every date counted from it is a day as well. */
const day: Reader<Day> = (value) => (isDay(value) && value < "2200" ? value : undefined);
const caseClass: Reader<CaseClass> = oneOf("crisis", "ordinary");
const stage: Reader<Stage> = oneOf("received", "assessed", "investigated", "concluded");
const owedAct: Reader<OwedAct> = oneOf("answer", "update", "outcome");
const members = distinct(memberId, 0, MOST_READERS);
const why: Reader<Why> = oneOf(
  "submitted",
  "waiting",
  "opened",
  "answered",
  "stage",
  "unanswered",
  "missed",
  "nobody-left",
  "handed-over",
  "postponed",
  "cannot-open",
  "absent",
  "left",
  "contested",
  "contested-outside",
  "contested-again",
);

/** The fields of every act, in the order in which an author writes them. */
function act<By extends string, const Kind extends string, Envelope extends string | null>(
  by: Reader<By>,
  kind: Kind,
  envelope: Reader<Envelope>,
) {
  const niuniu = oneOf("act v1");
  return { niuniu, case: caseName, number: place, previous: hash, by, kind: oneOf(kind), date: day, envelope };
}

function event<const Kind extends string>(kind: Kind) {
  return { niuniu: oneOf("event v1"), case: caseName, number: place, kind: oneOf(kind), date: day };
}

const reporter = oneOf("reporter");

const anyReport = shape({
  ...act(reporter, "report", hash),
  class: caseClass,
  statement: hash,
  wraps: distinct(wrapName, 0, MOST_READERS + 1),
  wrapHashes: distinct(hash, 0, MOST_READERS + 1),
});
/** One hash for each wrap: a list that is longer or shorter names nobody's. */
const report: typeof anyReport = (value) => {
  const read = anyReport(value);
  return read?.wraps.length === read?.wrapHashes.length ? read : undefined;
};

const acts: { readonly [Kind in Act["kind"]]: Reader<Extract<Act, { readonly kind: Kind }>> } = {
  report,
  say: shape(act(reporter, "say", hash)),
  unanswered: shape({
    ...act(reporter, "unanswered", orNull(hash)),
    about: place,
    reason: oneOf("not-an-answer", "unreadable"),
  }),
  seen: shape({ ...act(reporter, "seen", nothing), about: place }),
  contest: shape({ ...act(reporter, "contest", orNull(hash)), about: place }),
  open: shape(act(memberId, "open", nothing)),
  answer: shape(act(memberId, "answer", hash)),
  note: shape(act(memberId, "note", hash)),
  stage: shape({ ...act(memberId, "stage", hash), to: stage }),
  outcome: shape(act(memberId, "outcome", hash)),
  junk: shape(act(memberId, "junk", hash)),
  "cannot-open": shape({
    ...act(memberId, "cannot-open", nothing),
    reason: oneOf("unreadable", "other-key", "not-a-report-letter"),
  }),
  "hand-over": shape({ ...act(memberId, "hand-over", orNull(hash)), to: memberId }),
  postpone: shape({ ...act(memberId, "postpone", hash), due: day }),
  rewrap: shape({ ...act(memberId, "rewrap", nothing), reader: memberId, wrapHash: hash }),
};

const events: { readonly [Kind in ServerEvent["kind"]]: Reader<Extract<ServerEvent, { readonly kind: Kind }>> } = {
  owed: looseShape(
    { ...event("owed"), why, role: oneOf(...roles), act: owedAct, owner: memberId, due: day },
    { from: memberId, skipped: members },
  ),
  missed: looseShape({ ...event("missed"), person: memberId, act: owedAct, due: day }, { last: memberId }),
  closed: looseShape(
    { ...event("closed"), contestUntil: day },
    { why: oneOf("left"), told: memberId, skipped: members },
  ),
  sealed: looseShape({ ...event("sealed"), class: caseClass, readers: members, struck: members }, { statement: hash }),
};

/** True for an id a member may have: a slug that is not one of the reserved names. */
export function isMemberId(value: unknown): value is string {
  return memberId(value) !== undefined;
}

/** A signed act from untrusted JSON: exact keys, exact shapes. Whether it is allowed is for `decide`. Throws Refused("cases/malformed-act"). */
export function parseAct(value: unknown): Act {
  const kind = kindOf(value, acts);
  const read: Act | undefined = kind === undefined ? undefined : acts[kind](value);
  if (read === undefined) throw new Refused("cases/malformed-act");
  return read;
}

/** A server event from untrusted JSON: exact keys, exact shapes. Throws Refused("cases/malformed-event"). */
export function parseEvent(value: unknown): ServerEvent {
  const kind = kindOf(value, events);
  const read: ServerEvent | undefined = kind === undefined ? undefined : events[kind](value);
  if (read === undefined) throw new Refused("cases/malformed-event");
  return read;
}

/** One link of a chain from untrusted JSON. Throws Refused("cases/malformed-act") or Refused("cases/malformed-event"). */
export function parseEntry(value: unknown): Entry {
  const isAct = typeof value === "object" && value !== null && "niuniu" in value && value.niuniu === "act v1";
  return isAct ? parseAct(value) : parseEvent(value);
}

/** True for what the reporter signs; the rest is signed by the member named in `by`. */
export function isReporterAct(act: Act): act is ReporterAct {
  return act.by === "reporter";
}

/** True for what a member signs. */
export function isMemberAct(act: Act): act is MemberAct {
  return act.by !== "reporter";
}

function kindOf<Kind extends string>(value: unknown, known: Readonly<Record<Kind, unknown>>): Kind | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind } = value as { readonly kind?: unknown };
  return typeof kind === "string" && Object.hasOwn(known, kind) ? (kind as Kind) : undefined;
}
