import { hash } from "node:crypto";
import { NoteError, splitNote, toUtf8 } from "@niuniu/note";
import { readCheckpoint, readPublic, RecordError, SLOT, type PublicEntry } from "@niuniu/record";
import { HostLied } from "../trouble.ts";
import { datedAway, type DatedAway } from "./dated-away.ts";
import { checkPublished } from "./figures.ts";
import { fieldsOf, listOf, parseFields } from "./json.ts";
import type { Span } from "./spans.ts";
import type { ServedEntry } from "./texts.ts";

/** What the first entry of a log says of the one before. Nobody has checked the signatures yet. */
interface Succession {
  readonly origin: string;
  readonly checkpoint: string;
  readonly size: number;
  readonly kept: number;
}

/** An entry served without its text, the signed note in its place, and whether its text was read before. */
export interface Buried {
  readonly index: number;
  readonly note: string | null;
  readonly known?: true;
}

/** What the public entries seen so far say. Plain data: it is kept between two runs. */
export interface Facts {
  /** SHA-256 of every signed roster statement, in the order of the log, in hexadecimal. */
  readonly statements: readonly string[];
  /** The newest of them as it stands in the log. */
  readonly newest: { readonly index: number; readonly text: string } | null;
  /** SHA-256 of every policy and calendar. */
  readonly policies: readonly string[];
  readonly calendars: readonly string[];
  /** The newest release manifest. */
  readonly release: { readonly index: number; readonly date: string; readonly body: string } | null;
  /** The newest published figures. */
  readonly figures: { readonly index: number; readonly date: string; readonly body: string } | null;
  /** The log that this one says it follows: its name, its last checkpoint with the size in it, and how many entries were kept. */
  readonly succession: Succession | null;
  /** SHA-256 of every published tombstone. */
  readonly tombstones: readonly string[];
  readonly buried: readonly Buried[];
  /** Indexes whose text the host has published to be lost. */
  readonly lost: readonly number[];
  /** SHA-256 of every published word of having been put back. */
  readonly putBacks?: readonly string[];
  /** Statements that say they took effect more than a day before the record held them; the first few. */
  readonly datedAway?: readonly DatedAway[];
  /** The newest word of having been put back: below which slot it stands, and when that was (ms since epoch). */
  readonly back?: { readonly below: number | null; readonly at: number } | null;
  /** What the committee has published to have resolved, as far as it is kept: where it stands, and its exact text. */
  readonly resolutions?: readonly { readonly index: number; readonly body: string }[];
  /** The record says of itself that it is a sample's, whose past was played on a clock. */
  readonly played?: boolean;
  /** How many public entries there are. */
  readonly count: number;
}

export const NO_FACTS: Facts = {
  statements: [],
  newest: null,
  policies: [],
  calendars: [],
  release: null,
  figures: null,
  succession: null,
  tombstones: [],
  buried: [],
  lost: [],
  putBacks: [],
  datedAway: [],
  back: null,
  resolutions: [],
  played: false,
  count: 0,
};

/** SHA-256 of a text in lower-case hexadecimal. */
export function hashOf(text: string): string {
  return hash("sha256", toUtf8(text), "hex");
}

function spanOf(body: string, index: number, now: number): Span {
  const { from, to } = parseFields(body) ?? {};
  const whole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  // Nobody can know of an absence that lies ahead: it would excuse whatever is left out later.
  if (!whole(from) || !whole(to) || to < from || to * SLOT > now) throw new HostLied("lie.entry-body", { index });
  return [from, to];
}

function sizeIn(note: string, index: number): number {
  try {
    return readCheckpoint(splitNote(note).text).size;
  } catch (cause) {
    if (cause instanceof RecordError || cause instanceof NoteError) throw new HostLied("lie.entry-body", { index });
    throw cause;
  }
}

function successionOf(body: string, index: number): Succession {
  const { origin, checkpoint, kept } = parseFields(body) ?? {};
  if (index === 0 && typeof origin === "string" && typeof checkpoint === "string") {
    const size = sizeIn(checkpoint, index);
    if (Number.isSafeInteger(kept) && Number(kept) >= 0 && Number(kept) <= size)
      return { origin, checkpoint, size, kept: Number(kept) };
  }
  throw new HostLied("lie.entry-body", { index });
}

function lostIn(body: string, index: number): readonly number[] {
  const texts = listOf(fieldsOf(parseFields(body))?.["texts"]);
  const whole = (value: unknown): value is number => Number.isSafeInteger(value);
  if (texts?.every(whole) !== true) throw new HostLied("lie.entry-body", { index });
  return texts;
}

function readEntry(text: string, index: number): PublicEntry {
  try {
    return readPublic(text);
  } catch (cause) {
    if (cause instanceof RecordError) throw new HostLied("lie.entry-body", { index }, { "entry.txt": text });
    throw cause;
  }
}

/** When a word of having been put back says that it was; NaN, which excuses nothing, for one that cannot be read. */
function instantIn(note: string): number {
  const [text = ""] = note.split("\n\n");
  return Date.parse(String(parseFields(text)?.["at"]));
}

/** A host may serve any number of statements; so many that are dated back are kept. */
const MOST_KEPT = 10;
/** The kind of what a committee has resolved (roster.md §10). */
const RESOLUTION = "people/resolution";
/** The same of resolutions; no committee has had so many. */
export const MOST_RESOLUTIONS = 500;

type Kept<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer One)[] ? One[] : T[Key] };

/** Takes public entries one after the other and keeps what they say. */
export class FactWatch {
  readonly #facts: Kept<Required<Facts>>;

  constructor({ statements, policies, calendars, tombstones, buried, lost, ...more }: Facts) {
    const { putBacks = [], datedAway: late = [], back = null, resolutions = [], played = false, ...rest } = more;
    // Copied once, and added to: a host may have so many entries that a copy for each would never end.
    const hashes = { statements: [...statements], policies: [...policies], calendars: [...calendars] };
    this.#facts = {
      ...rest,
      ...hashes,
      tombstones: [...tombstones],
      buried: [...buried],
      lost: [...lost],
      putBacks: [...putBacks],
      datedAway: [...late],
      back,
      resolutions: [...resolutions],
      played,
    };
  }

  get facts(): Facts {
    return this.#facts;
  }

  /**
   * One more entry whose text is known to be the one in the log, or that is served without a text. Gives the slots for
   * which it says that the host was away. `now`: ms since epoch. `below`: the newest slot before it in the log.
   */
  take({ index, text, tombstone }: ServedEntry, now: number, below: number | null): Span | null {
    const facts = this.#facts;
    facts.count++;
    if (text === null) {
      facts.buried.push({ index, note: tombstone });
      return null;
    }
    const entry = readEntry(text, index);
    if (entry.kind === "downtime") {
      if (parseFields(entry.body)?.["played"] === true) facts.played = true;
      return spanOf(entry.body, index, now);
    }
    if (entry.kind === "roster") this.#statement(entry.body, index, below);
    if (entry.kind === RESOLUTION && facts.resolutions.length < MOST_RESOLUTIONS)
      facts.resolutions.push({ index, body: entry.body });
    if (entry.kind === "put-back") facts.back = { below, at: instantIn(entry.body) };
    this.#keep(entry, index, text);
    return null;
  }

  #statement(note: string, index: number, below: number | null): void {
    const { datedAway: found, back } = this.#facts;
    const putBack = back !== null && back.below === below ? back.at : null;
    const late = found.length < MOST_KEPT ? datedAway(note, { index, below, putBack }) : null;
    if (late !== null) found.push(late);
  }

  #keep({ kind, date, body }: PublicEntry, index: number, text: string): void {
    const facts = this.#facts;
    switch (kind) {
      case "roster":
        facts.statements.push(hashOf(body));
        facts.newest = { index, text };
        break;
      case "policy":
        facts.policies.push(hashOf(body));
        break;
      case "calendar":
        facts.calendars.push(hashOf(body));
        break;
      case "release":
        facts.release = { index, date, body };
        break;
      case "figures":
        checkPublished(facts.figures, { index, date, body });
        facts.figures = { index, date, body };
        break;
      case "succession":
        facts.succession = successionOf(body, index);
        break;
      case "lost":
        for (const lost of lostIn(body, index)) facts.lost.push(lost);
        break;
      case "tombstone":
        facts.tombstones.push(hashOf(body));
        break;
      case "put-back":
        facts.putBacks.push(hashOf(body));
        break;
      case "downtime":
        break;
      // What a feature publishes is a text like any other: that it stands in the log has been checked.
      default:
        break;
    }
  }
}
