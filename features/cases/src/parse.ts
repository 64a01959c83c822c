import { isDay } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import type {
  Act,
  ActFields,
  EventFields,
  MemberAct,
  OwedAct,
  OwedEvent,
  ReportAct,
  ReporterAct,
  ServerEvent,
  Why,
} from "./events.ts";
import { roles } from "./policy.ts";
import { distinct, exactly, matching, oneOf, whole } from "./reading.ts";
import type { CaseClass, Stage } from "./routes.ts";

const HASH = /^[0-9a-f]{64}$/u;
const CASE = /^[0-9A-HJKMNP-TV-Z]{16}$/u;
const MEMBER = /^[a-z0-9-]{2,40}$/u;
const READERS = 64;
const NUMBERS = 1_000_000;
const classes = ["crisis", "ordinary"] as const satisfies readonly CaseClass[];
const stages = ["received", "assessed", "investigated", "concluded"] as const satisfies readonly Stage[];
const owedActs = ["answer", "update", "outcome"] as const satisfies readonly OwedAct[];
const whys = [
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
  "absent",
  "left",
  "contested",
  "contested-outside",
  "contested-again",
] as const satisfies readonly Why[];

const actKeys = ["niuniu", "case", "number", "previous", "by", "kind", "date", "envelope"] as const;
const eventKeys = ["niuniu", "case", "number", "kind", "date"] as const;
const reporterKinds = ["report", "say", "unanswered", "seen", "contest"] as const;
const memberKinds = ["open", "answer", "note", "stage", "outcome", "junk", "hand-over", "postpone", "rewrap"] as const;

/** True for an id a member may have: a slug that is not one of the reserved names. */
export function isMemberId(value: unknown): value is string {
  return matching(value, MEMBER) !== null && value !== "reporter" && value !== "server";
}

/** A signed act from untrusted JSON: exact keys, exact shapes. Whether it is allowed is for `decide`. Throws Refused("cases/malformed-act"). */
export function parseAct(value: unknown): Act {
  const act = isMine(value, "act v1") ? readAct(value) : null;
  if (act === null) throw new Refused("cases/malformed-act");
  return act;
}

/** A server event from untrusted JSON: exact keys, exact shapes. Throws Refused("cases/malformed-event"). */
export function parseEvent(value: unknown): ServerEvent {
  const event = isMine(value, "event v1") ? readEvent(value) : null;
  if (event === null) throw new Refused("cases/malformed-event");
  return event;
}

function isMine(value: unknown, kind: string): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && (value as Readonly<Record<string, unknown>>)["niuniu"] === kind;
}

function readAct(value: Readonly<Record<string, unknown>>): Act | null {
  return value["by"] === "reporter" ? readReporterAct(value) : readMemberAct(value);
}

/** The fields all acts share, and exactly `more` besides. */
function actFields<Key extends string>(
  value: unknown,
  more: readonly Key[],
):
  | (Omit<ActFields<string, string, string | null>, "by" | "kind"> & { readonly more: Readonly<Record<Key, unknown>> })
  | null {
  const given = exactly<(typeof actKeys)[number] | Key>(value, [...actKeys, ...more]);
  if (given === null) return null;
  const name = matching(given.case, CASE);
  const number = whole(given.number, 1, NUMBERS);
  const previous = matching(given.previous, HASH);
  const envelope = given.envelope === null ? null : matching(given.envelope, HASH);
  if (name === null || number === null || previous === null || !isDay(given.date)) return null;
  if (given.envelope !== null && envelope === null) return null;
  return { niuniu: "act v1", case: name, number, previous, date: given.date, envelope, more: given };
}

function readReporterAct(value: Readonly<Record<string, unknown>>): ReporterAct | null {
  const kind = oneOf(value["kind"], reporterKinds);
  switch (kind) {
    case null:
      return null;
    case "report":
      return readReport(value);
    case "say":
      return withEnvelope(act(value, "reporter", kind));
    case "unanswered": {
      const fields = actFields(value, ["about", "reason"]);
      const about = whole(fields?.more.about, 1, NUMBERS);
      const reason = oneOf(fields?.more.reason, ["not-an-answer", "unreadable"]);
      return fields === null || about === null || reason === null
        ? null
        : { ...plain(fields, "reporter", kind), about, reason };
    }
    case "seen": {
      const fields = actFields(value, ["about"]);
      const about = whole(fields?.more.about, 1, NUMBERS);
      const bare = fields === null ? null : withoutEnvelope(plain(fields, "reporter", kind));
      return bare === null || about === null ? null : { ...bare, about };
    }
    case "contest": {
      const fields = actFields(value, ["about"]);
      const about = whole(fields?.more.about, 1, NUMBERS);
      return fields === null || about === null ? null : { ...plain(fields, "reporter", kind), about };
    }
  }
}

function readReport(value: Readonly<Record<string, unknown>>): ReportAct | null {
  const fields = actFields(value, ["class", "statement", "wraps"]);
  if (fields === null) return null;
  const urgency = oneOf(fields.more.class, classes);
  const statement = matching(fields.more.statement, HASH);
  const wraps = distinct(fields.more.wraps, MEMBER, READERS + 1);
  const sealed = withEnvelope(plain(fields, "reporter", "report"));
  if (urgency === null || statement === null || wraps === null || sealed === null) return null;
  if (!wraps.every((id, place) => isMemberId(id) || (id === "reporter" && place === wraps.length - 1))) return null;
  return { ...sealed, class: urgency, statement, wraps };
}

function readMemberAct(value: Readonly<Record<string, unknown>>): MemberAct | null {
  const by = value["by"];
  const kind = oneOf(value["kind"], memberKinds);
  if (!isMemberId(by) || kind === null) return null;
  switch (kind) {
    case "open":
      return withoutEnvelope(act(value, by, kind));
    case "answer":
    case "note":
    case "outcome":
    case "junk":
      return withEnvelope(act(value, by, kind));
    case "stage": {
      const fields = actFields(value, ["to"]);
      const to = oneOf(fields?.more.to, stages);
      const sealed = fields === null ? null : withEnvelope(plain(fields, by, kind));
      return sealed === null || to === null ? null : { ...sealed, to };
    }
    case "hand-over": {
      const fields = actFields(value, ["to"]);
      const to = fields?.more.to;
      return fields === null || !isMemberId(to) ? null : { ...plain(fields, by, kind), to };
    }
    case "postpone": {
      const fields = actFields(value, ["due"]);
      const due = fields?.more.due;
      const sealed = fields === null ? null : withEnvelope(plain(fields, by, kind));
      return sealed === null || !isDay(due) ? null : { ...sealed, due };
    }
    case "rewrap": {
      const fields = actFields(value, ["reader"]);
      const reader = fields?.more.reader;
      const bare = fields === null ? null : withoutEnvelope(plain(fields, by, kind));
      return bare === null || !isMemberId(reader) ? null : { ...bare, reader };
    }
  }
}

function act<By extends string, Kind extends string>(
  value: unknown,
  by: By,
  kind: Kind,
): ActFields<By, Kind, string | null> | null {
  const fields = actFields(value, []);
  return fields === null ? null : plain(fields, by, kind);
}

function plain<By extends string, Kind extends string>(
  fields: NonNullable<ReturnType<typeof actFields>>,
  by: By,
  kind: Kind,
): ActFields<By, Kind, string | null> {
  const { niuniu, case: name, number, previous, date, envelope } = fields;
  return { niuniu, case: name, number, previous, by, kind, date, envelope };
}

function withEnvelope<By extends string, Kind extends string>(
  fields: ActFields<By, Kind, string | null> | null,
): ActFields<By, Kind, string> | null {
  return fields === null || fields.envelope === null ? null : { ...fields, envelope: fields.envelope };
}

function withoutEnvelope<By extends string, Kind extends string>(
  fields: ActFields<By, Kind, string | null> | null,
): ActFields<By, Kind, null> | null {
  return fields === null || fields.envelope !== null ? null : { ...fields, envelope: null };
}

function readEvent(value: Readonly<Record<string, unknown>>): ServerEvent | null {
  const kind = oneOf(value["kind"], ["owed", "missed", "closed", "sealed"]);
  switch (kind) {
    case null:
      return null;
    case "owed":
      return readOwed(value);
    case "missed": {
      const given = exactly(value, [...eventKeys, "person", "act", "due"]);
      const act = oneOf(given?.act, owedActs);
      const person = given?.person;
      const due = given?.due;
      const fields = eventFields(value, kind);
      return fields === null || act === null || !isMemberId(person) || !isDay(due)
        ? null
        : { ...fields, person, act, due };
    }
    case "closed": {
      const given = exactly(value, [...eventKeys, "contestUntil"]);
      const contestUntil = given?.contestUntil;
      const fields = eventFields(value, kind);
      return fields === null || !isDay(contestUntil) ? null : { ...fields, contestUntil };
    }
    case "sealed": {
      const given = exactly(value, [...eventKeys, "class", "readers", "struck"]);
      const urgency = oneOf(given?.class, classes);
      const readers = distinct(given?.readers, MEMBER, READERS);
      const struck = distinct(given?.struck, MEMBER, READERS);
      const fields = eventFields(value, kind);
      if (fields === null || urgency === null || readers === null || struck === null) return null;
      return [...readers, ...struck].every(isMemberId) ? { ...fields, class: urgency, readers, struck } : null;
    }
  }
}

function readOwed(value: Readonly<Record<string, unknown>>): OwedEvent | null {
  const optional = ["from", "skipped"].filter((key) => Object.hasOwn(value, key));
  if (exactly<string>(value, [...eventKeys, "why", "role", "act", "owner", "due", ...optional]) === null) return null;
  const fields = eventFields(value, "owed");
  const why = oneOf(value["why"], whys);
  const role = oneOf(value["role"], roles);
  const act = oneOf(value["act"], owedActs);
  const { owner, due, from, skipped } = value;
  if (fields === null || why === null || role === null || act === null || !isMemberId(owner) || !isDay(due))
    return null;
  const away = skipped === undefined ? [] : distinct(skipped, MEMBER, READERS);
  if (away === null || (from !== undefined && !isMemberId(from))) return null;
  return {
    ...fields,
    why,
    role,
    act,
    owner,
    due,
    ...(from === undefined ? {} : { from }),
    ...(away.length === 0 ? {} : { skipped: away }),
  };
}

function eventFields<Kind extends string>(
  value: Readonly<Record<string, unknown>>,
  kind: Kind,
): EventFields<Kind> | null {
  const name = matching(value["case"], CASE);
  const number = whole(value["number"], 1, NUMBERS);
  const date = value["date"];
  if (name === null || number === null || !isDay(date)) return null;
  return { niuniu: "event v1", case: name, number, kind, date };
}
