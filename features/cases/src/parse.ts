import { nothing, oneOf, orNull, looseShape, shape, type Reader } from "@niuniu/note/reading";
import {
  actFields,
  day,
  eventFields,
  eventReaders,
  hash,
  memberId,
  members,
  parserOf,
  place,
  wrapHashes,
  wrapNames,
} from "@niuniu/matter/reading";
import type { Act, Entry, MemberAct, OwedAct, ReporterAct, ServerEvent, Why } from "./events.ts";
import { roles } from "./policy.ts";
import type { CaseClass, Stage } from "./routes.ts";

const caseClass: Reader<CaseClass> = oneOf("crisis", "serious", "ordinary");
const stage: Reader<Stage> = oneOf("received", "assessed", "investigated", "concluded");
const owedAct: Reader<OwedAct> = oneOf("answer", "update", "outcome", "second");
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
  "raised",
  "extended",
  "proposed",
  "refused",
  "cannot-open",
  "absent",
  "left",
  "contested",
  "contested-outside",
  "contested-again",
);
const reporter = oneOf("reporter");

const anyReport = shape({
  ...actFields(reporter, "report", hash),
  class: caseClass,
  statement: hash,
  wraps: wrapNames,
  wrapHashes,
});
/** One hash for each wrap: a list that is longer or shorter names nobody's. */
const report: typeof anyReport = (value) => {
  const read = anyReport(value);
  return read?.wraps.length === read?.wrapHashes.length ? read : undefined;
};

const parser = parserOf<Act, ServerEvent>(
  {
    report,
    say: shape(actFields(reporter, "say", hash)),
    unanswered: shape({
      ...actFields(reporter, "unanswered", orNull(hash)),
      about: place,
      reason: oneOf("not-an-answer", "unreadable"),
    }),
    seen: shape({ ...actFields(reporter, "seen", nothing), about: place }),
    contest: shape({ ...actFields(reporter, "contest", orNull(hash)), about: place }),
    raise: shape({ ...actFields(reporter, "raise", orNull(hash)), to: caseClass }),
    open: shape(actFields(memberId, "open", nothing)),
    answer: shape(actFields(memberId, "answer", hash)),
    note: shape(actFields(memberId, "note", hash)),
    stage: shape({ ...actFields(memberId, "stage", hash), to: stage }),
    outcome: shape(actFields(memberId, "outcome", hash)),
    junk: shape(actFields(memberId, "junk", hash)),
    "cannot-open": shape({
      ...actFields(memberId, "cannot-open", nothing),
      reason: oneOf("unreadable", "other-key", "not-a-report-letter"),
    }),
    "hand-over": shape({ ...actFields(memberId, "hand-over", orNull(hash)), to: memberId }),
    postpone: shape({ ...actFields(memberId, "postpone", hash), due: day }),
    reclass: shape({ ...actFields(memberId, "reclass", hash), to: caseClass }),
    extend: shape({ ...actFields(memberId, "extend", hash), to: day, ground: oneOf("police", "witness") }),
    second: shape({ ...actFields(memberId, "second", orNull(hash)), about: place, says: oneOf("yes", "no") }),
    rewrap: shape({ ...actFields(memberId, "rewrap", nothing), reader: memberId, wrapHash: hash }),
  },
  {
    ...eventReaders({ role: oneOf(...roles), act: owedAct, why }),
    sealed: looseShape(
      { ...eventFields("sealed"), class: caseClass, readers: members, struck: members },
      { statement: hash },
    ),
  },
  { act: "cases/malformed-act", event: "cases/malformed-event" },
);

/** True for an id a member may have: a slug that is not one of the reserved names. */
export function isMemberId(value: unknown): value is string {
  return memberId(value) !== undefined;
}

/** A signed act from untrusted JSON: exact keys, exact shapes. Whether it is allowed is for `decide`. Throws Refused("cases/malformed-act"). */
export const parseAct: (value: unknown) => Act = parser.act;

/** A server event from untrusted JSON: exact keys, exact shapes. Throws Refused("cases/malformed-event"). */
export const parseEvent: (value: unknown) => ServerEvent = parser.event;

/** One link of a chain from untrusted JSON. Throws Refused("cases/malformed-act") or Refused("cases/malformed-event"). */
export const parseEntry: (value: unknown) => Entry = parser.entry;

/** True for what the reporter signs; the rest is signed by the member named in `by`. */
export function isReporterAct(act: Act): act is ReporterAct {
  return act.by === "reporter";
}

/** True for what a member signs. */
export function isMemberAct(act: Act): act is MemberAct {
  return act.by !== "reporter";
}
