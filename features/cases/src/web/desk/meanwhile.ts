import type { Roster } from "@niuniu/roster";
import { CallError } from "@niuniu/ui";
import type { ParcelOf, Sentence } from "@niuniu/wire";
import type { Entry } from "../../events.ts";
import type { ThreadHeader } from "../../routes.ts";
import type { Plan } from "./plan.ts";
import { checkSealed } from "@niuniu/matter/web";
import { parseEntry } from "../../parse.ts";

const sentence: Sentence = {
  en: "Something happened in this case while you were writing. It now stands in the case; your words are still here. Look at it, then send again.",
  "zh-CN": "你写的时候，本案有了新的记录，现在已显示在案件里；你写的内容仍在。请看过之后再发送。",
};

/** Somebody acted first, and the handler has to see it before signing upon it. `thread` is the case as it is now. */
export class Meanwhile extends CallError {
  readonly thread: ParcelOf<ThreadHeader>;

  constructor(thread: ParcelOf<ThreadHeader>) {
    super("cases/stale-head", 409, { code: "cases/stale-head", sentence });
    this.thread = thread;
  }
}

/** A signature on these would decide over words the handler never saw. */
const deciding: readonly Plan["kind"][] = ["stage", "outcome", "junk", "cannot-open", "hand-over", "postpone"];

/** Somebody opened the case or left a note, or a date came earlier by it: nothing that an answer would have to answer. */
const isQuiet = (entry: Entry): boolean =>
  entry.kind === "open" || entry.kind === "note" || (entry.kind === "owed" && entry.why === "opened");

/**
 * Whether an act may be signed anew upon a newer thread without asking: opening always; an answer, a note or a wrap where
 * everything new bears a good signature and is quiet; what decides over the case, never.
 */
export function mayRepeat(
  kind: Plan["kind"],
  seen: ParcelOf<ThreadHeader>,
  newer: ParcelOf<ThreadHeader>,
  roster: Roster,
): boolean {
  if (kind === "open") return true;
  const known = seen.header.entries;
  const goesOn = known.every(({ text }, at) => newer.header.entries[at]?.text === text);
  if (deciding.includes(kind) || !goesOn) return false;
  const { entries } = checkSealed(newer.header, newer.parts, { roster, auth: newer.header.auth }, parseEntry);
  const fresh = entries.filter(({ entry }) => entry.number > known.length);
  return fresh.length === newer.header.entries.length - known.length && fresh.every(({ entry }) => isQuiet(entry));
}
