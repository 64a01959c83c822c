import { Refused } from "@niuniu/wire";
import type { ActFields } from "../entry.ts";
import type { Kind } from "../kind.ts";
import { headerOf, textsOf, type BeginningLetter } from "../letters.ts";
import type { MatterState } from "../state.ts";
import type { Wrapping } from "../wraps.ts";

/**
 * A kind of sealed matter that is no case, with as little of its own as can be: somebody puts a letter into a box, members read it,
 * answer, leave notes and let others in. Nobody owes anything, so it has its end from the first day.
 */
export interface Letterbox {
  readonly terms: { readonly role: "reading"; readonly act: "none"; readonly why: "none" };
  readonly act: BoxAct;
  readonly event: never;
  readonly state: MatterState<Letterbox["terms"]>;
  readonly policy: null;
}
export type BoxAct = ActFields & Partial<Wrapping>;
export interface BoxLetter extends BeginningLetter {
  readonly text: string;
}

const kinds = ["letter", "open", "answer", "note", "burn", "rewrap", "word"];
export const letterbox: Kind<Letterbox> = {
  feature: "box",
  begins: ({ kind }) => kind === "letter",
  fold: (state, { case: name, date: day }) =>
    state === null
      ? { case: name, entries: 1, day, role: "reading", obligation: null, contestUntil: day }
      : { ...state, entries: state.entries + 1 },
  judge: () => null,
  ladder: () => [],
  standing: () => ({ eligible: [], elsewhere: [], absent: [] }),
  chooses: () => false,
  missedBy: () => ({ person: "" }),
  patience: () => ({ workingDays: 1 }),
  afterMiss: (_state, act, due) => ({ act, due }),
  deserted: () => null,
  unreadSaid: () => 0,
};

/** An act upon a letter, whoever signs it. Refused "box/malformed". */
export function readBoxAct(value: unknown): BoxAct {
  const entry = value as BoxAct;
  if (!kinds.includes(entry.kind)) throw new Refused("box/malformed");
  return entry;
}

/** What stands inside a letter; null for anything else. */
export function readBoxLetter(header: unknown): BoxLetter | null {
  const said = headerOf(header, "letter v1");
  const texts = said === null ? null : textsOf(said, ["case", "auth", "text"]);
  return said === null || texts === null ? null : { ...texts, struck: said["struck"] as readonly string[] };
}
