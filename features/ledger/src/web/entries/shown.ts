import type { routes as cases } from "@niuniu/cases";
import { NoteError, sha256, splitNote, toHex, toUtf8 } from "@niuniu/note";
import {
  isFeatureKind,
  readCheckpoint,
  readPublic,
  RecordError,
  SLOT,
  type FeatureKind,
  type PublicEntry,
} from "@niuniu/record";
import { readStatement, RosterError, statementHash, type Statement } from "@niuniu/roster";
import { endOfSlot } from "@niuniu/trust";
import type { Entry } from "@niuniu/wire/record";

type Figures = cases.Figures;

/** What an entry says, as far as it can be read. Nothing of it is checked here. Instants are ms since epoch. */
export type Shown =
  | { readonly kind: "roster"; readonly statement: Statement; readonly hash: string; readonly note: string }
  | { readonly kind: "policy" | "calendar"; readonly body: string; readonly hash: string }
  | {
      readonly kind: "release";
      readonly version: string;
      /** Address and hash of every file. */
      readonly files: readonly (readonly [string, string])[];
      readonly hash: string;
    }
  | { readonly kind: "figures"; readonly figures: Figures }
  /** `played`: between two moments of a sample's past, which was played on a clock. */
  | { readonly kind: "downtime"; readonly from: number; readonly until: number; readonly played: boolean }
  | { readonly kind: "tombstone"; readonly note: string; readonly says: Grave }
  | { readonly kind: "succession"; readonly origin: string; readonly size: number; readonly kept: number }
  | {
      readonly kind: "put-back";
      readonly of: number;
      readonly at: number;
      readonly times: number;
      readonly note: string;
    }
  | { readonly kind: "lost"; readonly from: number; readonly to: number; readonly texts: readonly number[] }
  /** What a feature has published: shown as the text it is. `of` says which kind. */
  | { readonly kind: "feature"; readonly of: FeatureKind; readonly body: string; readonly hash: string }
  /** The text is gone; what stands in its place says why, or nothing does. */
  | { readonly kind: "buried"; readonly note: string; readonly says: Grave }
  | { readonly kind: "gone" }
  | { readonly kind: "unreadable" };

/** What a tombstone says of itself. */
interface Grave {
  readonly index: number;
  readonly ground: string;
  readonly by: string;
  readonly date: string;
}

/** An entry of the record with what it says. `date` is the organisation's day on which it was published, null where the text is gone. */
export interface Read {
  readonly entry: Entry;
  readonly date: string | null;
  readonly shown: Shown;
}

/** Reads an entry; what has another form than it must have is "unreadable" and never an error. */
export function readEntry(entry: Entry): Read {
  try {
    if (entry.text !== null) {
      const said = readPublic(entry.text);
      return { entry, date: said.date, shown: shownOf(said) };
    }
    if (entry.tombstone === null) return { entry, date: null, shown: { kind: "gone" } };
    const says = graveIn(entry.tombstone);
    return { entry, date: says.date, shown: { kind: "buried", note: entry.tombstone, says } };
  } catch (error) {
    const ours = [RecordError, NoteError, RosterError, SyntaxError, TypeError].some((known) => error instanceof known);
    if (!ours) throw error;
    return { entry, date: null, shown: { kind: "unreadable" } };
  }
}

const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));

function shownOf({ kind, body }: PublicEntry): Shown {
  if (isFeatureKind(kind)) return { kind: "feature", of: kind, body, hash: hashOf(body) };
  switch (kind) {
    case "roster": {
      const { text } = splitNote(body);
      return { kind, statement: readStatement(text), hash: statementHash(text), note: body };
    }
    case "policy":
    case "calendar":
      return { kind, body, hash: hashOf(body) };
    case "release": {
      const { version, files } = JSON.parse(body) as { readonly version: unknown; readonly files: object };
      return { kind, version: String(version), files: pairsIn(files), hash: hashOf(body) };
    }
    case "figures":
      return { kind, figures: figuresIn(body) };
    case "downtime": {
      const { from, to, played } = JSON.parse(body) as Readonly<Record<string, unknown>>;
      return { kind, from: numberOf(from) * SLOT, until: endOfSlot(numberOf(to)), played: played === true };
    }
    case "succession": {
      const { origin, checkpoint, kept } = JSON.parse(body) as Readonly<Record<string, unknown>>;
      const { size } = readCheckpoint(splitNote(String(checkpoint)).text);
      return { kind, origin: String(origin), size, kept: numberOf(kept) };
    }
    case "lost": {
      const { from, to, texts } = JSON.parse(body) as Readonly<Record<string, unknown>>;
      return { kind, from: numberOf(from), to: numberOf(to), texts: (texts as readonly unknown[]).map(numberOf) };
    }
    case "tombstone":
      return { kind, note: body, says: graveIn(body) };
    case "put-back":
      return { kind, note: body, ...putBackIn(body) };
  }
}

/** The words of a log that was put back, whoever signed them: for showing only. */
function putBackIn(note: string): { readonly of: number; readonly at: number; readonly times: number } {
  const { of, at, times } = JSON.parse(splitNote(note).text) as Readonly<Record<string, unknown>>;
  return { of: numberOf(Date.parse(String(of))), at: numberOf(Date.parse(String(at))), times: numberOf(times) };
}

function numberOf(value: unknown): number {
  // Beyond this a Date is none.
  if (!Number.isSafeInteger(value) || Number(value) < 0 || Number(value) > 8e12) throw new TypeError("no number");
  return Number(value);
}

const pairsIn = (files: object): readonly (readonly [string, string])[] =>
  Object.entries(files).map(([path, hash]) => [path, String(hash)] as const);

function figuresIn(body: string): Figures {
  // A section for each feature; at first there was one, and what it said stood alone.
  const said = JSON.parse(body) as Figures & { readonly cases?: Figures };
  const figures = said.cases ?? said;
  if (!Array.isArray(figures.months)) throw new TypeError("no figures");
  return figures;
}

/** The words of a tombstone, whoever signed it: for showing only. */
function graveIn(note: string): Grave {
  const { index, ground, by, date } = JSON.parse(splitNote(note).text) as Readonly<Record<string, unknown>>;
  return { index: numberOf(index), ground: String(ground), by: String(by), date: String(date) };
}
