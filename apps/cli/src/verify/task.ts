import type { Source } from "../source.ts";
import type { Language } from "../words.ts";
import type { Finding } from "./finding.ts";
import type { Reached } from "./state.ts";

/** How a check is to be done. */
export interface Task {
  readonly source: Source;
  /** Where to remember, and where evidence goes. */
  readonly folder: string;
  /** Everything from the first entry on, not only what is new. */
  readonly full: boolean;
  /** "record": no pages and figures, as a mirror has none. "site": the pages against the record, and little else. */
  readonly parts: "all" | "record" | "site";
  readonly now: number;
  readonly language: Language;
  /** Called once everything has been read and no lie was found, before that is remembered. */
  readonly settle?: (reached: Reached) => Promise<void>;
}

/** What the host showed, for whoever watches it. */
export interface Seen {
  readonly log: string;
  readonly statement: string;
  readonly number: number;
  readonly organisation: string;
  readonly policy: string;
  readonly calendar: string;
  readonly witnesses: readonly string[];
}

export interface Outcome {
  readonly verdict: "fine" | "lied" | "unchecked" | "incomplete" | "spent";
  readonly host: string;
  readonly origin: string | null;
  readonly size: number | null;
  /** Hexadecimal. */
  readonly root: string | null;
  /** Entries read in this run. */
  readonly read: number;
  readonly findings: readonly Finding[];
  /** The folder with what proves a lie, or shows what can never be checked. */
  readonly evidence: string | null;
  readonly seen: Seen | null;
}
