import type { Day } from "@niuniu/owe";

/** Whose memory a checkpoint of the server contradicts: this device's, the saved file's, or what the server itself said a moment ago. */
export type Memory = "device" | "file" | "record";

/**
 * One way in which the public record does not bear out what the server says, or what it said before. Each has a
 * sentence and an advice. Instants are ms since epoch.
 */
export type Finding =
  /** From entry `number` on nothing is promised or proven. */
  | { readonly code: "unsealed"; readonly number: number }
  /** What was promised to be sealed by `at` is not in the record. `number` 0: the promise in the saved file. */
  | { readonly code: "broken-promise"; readonly number: number; readonly at: number }
  /** A promise that the record's key did not sign for this, or for a time that cannot be. */
  | { readonly code: "bad-promise"; readonly number: number }
  | { readonly code: "bad-proof"; readonly number: number }
  /** The day an entry bears is not the time it was sealed. */
  | { readonly code: "misdated"; readonly number: number; readonly date: Day; readonly at: number }
  /** The file holds more entries than the case is said to have. */
  | { readonly code: "cut"; readonly kept: number; readonly found: number }
  /** An entry is not what the file holds in its place. */
  | { readonly code: "rewritten"; readonly number: number }
  /** Two states of one record that cannot both be true. */
  | { readonly code: "fork"; readonly against: Memory }
  /** The record is shorter than it was. */
  | { readonly code: "rollback"; readonly against: Memory }
  /** Another key signs the record than before. */
  | { readonly code: "other-log"; readonly against: Memory }
  /** Another record than before, which the committee's statement names: the one before is not continued. */
  | { readonly code: "succession"; readonly against: Memory }
  /** The record is shorter, or another one, because the server was put back from a copy: by its log's signed word, for a time. */
  | { readonly code: "put-back" }
  /** The checkpoint is too long for this device to keep. */
  | { readonly code: "unkept" }
  /** Whether the record leads on from this could not be found out: the server did not answer. */
  | { readonly code: "uncompared"; readonly against: Memory }
  /** A witness's signature that is not theirs. */
  | { readonly code: "forged-witness" }
  /** The server does not know a report that it acknowledged at `at`; `proven`: and that stands in its own record. */
  | { readonly code: "unknown"; readonly at: number; readonly proven: boolean }
  /** The file does not hold together, or belongs to another report: it proves nothing here. */
  | { readonly code: "bad-file" }
  | { readonly code: "other-file" };

/** A text that shows others what was found, with a line that says what it is. */
export interface Exhibit {
  readonly title: string;
  readonly text: string;
}

/** Findings, each once, and what shows them. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly exhibits: readonly Exhibit[];
}

/**
 * What a person can save and show to others: what was found, then the signed texts that show it, exactly as they came.
 * It holds no receipt and no word of a report.
 */
export function evidenceText(lead: string, sentences: readonly string[], exhibits: readonly Exhibit[]): string {
  const shown = new Set<string>();
  const parts = exhibits.flatMap(({ title, text }) => {
    if (text === "" || shown.has(text)) return [];
    shown.add(text);
    return [`---- ${title} ----\n${text.endsWith("\n") ? text : `${text}\n`}`];
  });
  return [lead, ...sentences.map((sentence) => `- ${sentence}`), "", ...parts].join("\n");
}
