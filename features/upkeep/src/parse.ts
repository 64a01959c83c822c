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
} from "@niuniu/matter/reading";
import type { EntryOf, EventOf } from "@niuniu/matter";
import { looseShape, matching, nothing, oneOf, shape, type Reader } from "@niuniu/note/reading";
import { hasWords } from "@niuniu/wire";
import { hows, whats, type Reviewed, type Reviewer, type Upkeep, type UpkeepAct } from "./terms.ts";

/** Characters that a public text of a member has at most. */
export const LONGEST_TEXT = 2_000;

/** And the name of somebody outside, and their profession: both stand on a page of fifteen kilobytes. */
export const LONGEST_NAME = 40;
export const LONGEST_PROFESSION = 30;

/** An alarm with two checkpoints, escaped as JSON escapes them, and with whatever lines they bear. */
const LONGEST_NOTE = 40_000;

/** A day, a year, a hash, a number, a member and a day: one line of plain letters. */
const subject = matching(/^[a-z0-9-]{1,64}( [a-z0-9-]{1,40})?$/u);
/** Letters that every page shows as they are. */
const SHOWN = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .,·’()（）、，/-]*$/u;
/** Whether this can be said of somebody outside: one line of at most so many characters, as people count them. */
export const isShown = (text: string, most: number): boolean =>
  SHOWN.test(text) && text === text.trim() && Array.from(text).length <= most;
const shown =
  (most: number): Reader<string> =>
  (value) =>
    typeof value === "string" && isShown(value, most) ? value : undefined;
const name = shown(LONGEST_NAME);
const reviewer: Reader<Reviewer> = shape({
  name: (value) => (value === null ? null : name(value)),
  profession: shown(LONGEST_PROFESSION),
});
const reviewed: Reader<Reviewed> = shape({ texts: hash, day, medical: reviewer, legal: reviewer });

/** What a witness signed; whether they did, statements tell. */
const note: Reader<string> = (value) =>
  typeof value === "string" && value.length <= LONGEST_NOTE && value.isWellFormed() ? value : undefined;
const text: Reader<string> = (value) =>
  typeof value === "string" && value.length <= LONGEST_TEXT && hasWords(value) ? value : undefined;

const parser = parserOf<UpkeepAct, EventOf<Upkeep>>(
  {
    done: looseShape({ ...actFields(memberId, "done", nothing), text }, { reviewed }),
    confirm: shape(actFields(memberId, "confirm", nothing)),
    return: shape({ ...actFields(memberId, "return", nothing), text }),
    "hand-over": shape({ ...actFields(memberId, "hand-over", nothing), to: memberId }),
  },
  {
    ...eventReaders({
      role: oneOf("keeping", "confirming"),
      act: oneOf("do", "confirm"),
      why: oneOf(
        ...(["begun", "signed", "handed-over", "done", "returned"] as const),
        ...(["missed", "nobody-left", "absent", "left"] as const),
      ),
    }),
    begun: looseShape(
      {
        ...eventFields("begun"),
        what: oneOf(...whats),
        subject,
        statement: hash,
        until: day,
        signed: members,
      },
      { alarm: note },
    ),
    signed: shape({ ...eventFields("signed"), who: memberId }),
    settled: looseShape({ ...eventFields("settled"), how: oneOf(...hows) }, { statement: place, word: note }),
  },
  { act: "upkeep/malformed-act", event: "upkeep/malformed-history" },
);

/** One link of a chain from untrusted JSON. Throws Refused("upkeep/malformed-act") or Refused("upkeep/malformed-history"). */
export const parseEntry: (value: unknown) => EntryOf<Upkeep> = parser.entry;
