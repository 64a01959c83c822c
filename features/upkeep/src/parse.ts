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
import { hows, whats, type Upkeep, type UpkeepAct } from "./terms.ts";

/** Characters that a public text of a member has at most. */
export const LONGEST_TEXT = 2_000;

/** An alarm with two checkpoints, escaped as JSON escapes them, and with whatever lines they bear. */
const LONGEST_NOTE = 40_000;

/** A day, a year, a hash, a number, a member and a day: one line of plain letters. */
const subject = matching(/^[a-z0-9-]{1,64}( [a-z0-9-]{1,40})?$/u);
/** What a witness signed; whether they did, statements tell. */
const note: Reader<string> = (value) =>
  typeof value === "string" && value.length <= LONGEST_NOTE && value.isWellFormed() ? value : undefined;
const text: Reader<string> = (value) =>
  typeof value === "string" && value.length <= LONGEST_TEXT && hasWords(value) ? value : undefined;

const parser = parserOf<UpkeepAct, EventOf<Upkeep>>(
  {
    done: shape({ ...actFields(memberId, "done", nothing), text }),
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
