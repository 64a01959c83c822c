import { headerOf, listOfTexts, readMessage, textsOf } from "@niuniu/matter";
import type * as matter from "@niuniu/matter";
import type { CaseClass } from "./routes.ts";

/** How the reporter wants to be known. Only the first is anonymity; the other two are a name told to the readers. */
export type Identity = "anonymous" | "confidential" | "named";

/** How somebody told a member what the member took down for them. */
export const WAYS = ["phone", "letter", "person"] as const;
export type Way = (typeof WAYS)[number];

/** By whom a report was taken down for somebody else, and how it was told them. */
export interface TakenBy {
  /** Id of the member. Their word only where `note` is signed with a key of theirs: `isTheirs` of taken-down.ts. */
  readonly member: string;
  readonly by: Way;
  /** Signed note (seal.md §12). */
  readonly note: string;
}

/**
 * What stands inside a sealed report: the header of its envelope. Part [0] of the same envelope is the recipient of
 * the reply identity (1,216 raw bytes). Nothing of this is ever seen by the server.
 */
export interface ReportLetter extends matter.BeginningLetter {
  readonly niuniu: "report v1";
  readonly class: CaseClass;
  readonly identity: Identity;
  /** Empty when anonymous. */
  readonly name: string;
  readonly contact: string;
  readonly language: "en" | "zh-CN";
  readonly what: string;
  readonly when: string;
  readonly where: string;
  readonly who: string;
  /** Absent where whoever it happened to, or who saw it, wrote it themselves. */
  readonly takenBy?: TakenBy;
}

/** ISO 37002 would call these results of the assessment; "false" is not among them because nobody can know that. */
export const findings = [
  "substantiated",
  "partly-substantiated",
  "not-substantiated",
  "unable-to-determine",
  "outside-scope",
] as const;
export type Finding = (typeof findings)[number];

/** What stands inside every later message of either side; `finding` only with an outcome, `mentions` only with a note. */
export interface MessageLetter extends matter.MessageLetter {
  readonly finding?: Finding;
}

/** Reads a report's header, trusting nothing in it: null for anything that is not one. */
export function readReportLetter(header: unknown): ReportLetter | null {
  const said = headerOf(header, "report v1");
  if (said === null) return null;
  const urgency = oneOf(said["class"], ["crisis", "ordinary"]);
  const identity = oneOf(said["identity"], ["anonymous", "confidential", "named"]);
  const language = oneOf(said["language"], ["en", "zh-CN"]);
  const struck = listOfTexts(said["struck"]);
  const texts = textsOf(said, ["case", "auth", "name", "contact", "what", "when", "where", "who"]);
  const taken = said["takenBy"] === undefined ? {} : readTakenBy(said["takenBy"]);
  if (urgency === null || identity === null || language === null || struck === null || texts === null || taken === null)
    return null;
  return { niuniu: "report v1", class: urgency, identity, language, struck, ...texts, ...taken };
}

function readTakenBy(value: unknown): Required<Pick<ReportLetter, "takenBy">> | null {
  if (typeof value !== "object" || value === null) return null;
  const said = value as Readonly<Record<string, unknown>>;
  const texts = textsOf(said, ["member", "note"]);
  const by = oneOf(said["by"], WAYS);
  return texts === null || by === null ? null : { takenBy: { member: texts.member, by, note: texts.note } };
}

/** Reads a message's header, trusting nothing in it: null for anything that is not one, and for one that says nothing. */
export function readMessageLetter(header: unknown): MessageLetter | null {
  const letter = readMessage(header);
  const said = headerOf(header, "message v1")?.["finding"];
  if (letter === null || said === undefined) return letter;
  const finding = oneOf(said, findings);
  return finding === null ? null : { ...letter, finding };
}

function oneOf<Known extends string>(value: unknown, known: readonly Known[]): Known | null {
  return known.find((candidate) => candidate === value) ?? null;
}
