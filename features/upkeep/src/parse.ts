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

/** A day, a year, a hash, a number, a member and a day: one line of plain letters. */
const subject = matching(/^[a-z0-9-]{1,64}( [a-z0-9-]{1,40})?$/u);
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
    begun: shape({
      ...eventFields("begun"),
      what: oneOf(...whats),
      subject,
      statement: hash,
      until: day,
      signed: members,
    }),
    signed: shape({ ...eventFields("signed"), who: memberId }),
    settled: looseShape({ ...eventFields("settled"), how: oneOf(...hows) }, { statement: place }),
  },
  { act: "upkeep/malformed-act", event: "upkeep/malformed-history" },
);

/** One link of a chain from untrusted JSON. Throws Refused("upkeep/malformed-act") or Refused("upkeep/malformed-history"). */
export const parseEntry: (value: unknown) => EntryOf<Upkeep> = parser.entry;
