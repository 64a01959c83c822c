import type { OlderHeader, Owed, SaltedText, SealedBeginning, SealedThread } from "@niuniu/matter";
import { route, type ParcelOf } from "@niuniu/wire";

/** The class the reporter gives, or that somebody raised it to; the server sees it because it sets the clock. */
export type CaseClass = "crisis" | "serious" | "ordinary";
export type Stage = "received" | "assessed" | "investigated" | "concluded";

/** Proof of work, asked only under load. `bits` 0: none. The challenge holds for about ten minutes. */
export interface Gate {
  readonly bits: number;
  readonly challenge: string;
}
export const gate = route<undefined, Gate>({
  audience: "anyone",
  method: "GET",
  path: "/cases/gate",
  takes: "none",
  gives: "json",
});

/** A report. The same lookup with the same body is answered again as before; with another body it is refused. */
export interface ReportHeader extends SealedBeginning {
  /** Only when the gate asked for it. The work is done over the SHA-256 of `act` (UTF-8), which names everything else. */
  readonly work?: { readonly challenge: string; readonly counter: number };
}
/**
 * Answered when durable. The chain of the case begins with the act and the salt that were sent, which are not repeated;
 * `after` is what has followed, so that the receipt page can show the clock.
 */
export interface ReportAnswer {
  readonly case: string;
  readonly after: readonly SaltedText[];
  readonly owed: Owed | null;
  /**
   * The log's signed promise to seal the head after these entries. Empty for a report sent again whose head is sealed by
   * now: then `proof` is its tlog-proof, which is empty otherwise.
   */
  readonly promise: string;
  readonly proof: string;
}
export const report = route<ParcelOf<ReportHeader>, ReportAnswer>({
  audience: "anyone",
  method: "POST",
  path: "/cases/report",
  takes: "parcel",
  gives: "json",
});

/** A case as it is handed out. */
export interface ThreadHeader extends SealedThread {
  readonly class: CaseClass;
  readonly stage: Stage;
  readonly waiting: boolean;
}
export const thread = route<undefined, ParcelOf<ThreadHeader>>({
  audience: "receipt",
  method: "POST",
  path: "/cases/thread",
  takes: "none",
  gives: "parcel",
});
/** A page of what did not come with the thread: the newest ciphertexts before that entry, none where there are no more. */
export const older = route<{ readonly before: number }, ParcelOf<OlderHeader>>({
  audience: "receipt",
  method: "POST",
  path: "/cases/older",
  takes: "json",
  gives: "parcel",
});
/** A signed act; part [0] its envelope if it has one, then wraps for an act that re-wraps. Answered with the new thread. */
export interface ActHeader {
  readonly act: string;
}
export const say = route<ParcelOf<ActHeader>, ParcelOf<ThreadHeader>>({
  audience: "receipt",
  method: "POST",
  path: "/cases/say",
  takes: "parcel",
  gives: "parcel",
});

/** Counts for everyone; small numbers are given as ranges. Medians in whole days, null below five answers. */
export interface Figures {
  readonly overdue: "none" | "1-4" | number;
  readonly waiting: "none" | "1-4" | number;
  readonly open: "none" | "1-4" | number;
  readonly medianAnswerDays: number | null;
  /** Of the duties settled and the dates missed in the last ninety days, the share of the former; null where it would tell a small count. */
  readonly onTime90: number | null;
  /** The two counts of which that is the share. */
  readonly met90: "none" | "1-4" | number;
  readonly missed90: "none" | "1-4" | number;
  /** In the same ninety days: reports set aside, outcomes contested, outcomes that could not be read and were owed again. */
  readonly setAside90: "none" | "1-4" | number;
  readonly contested90: "none" | "1-4" | number;
  readonly reopened90: "none" | "1-4" | number;
  /** Last six months, oldest first; null below five. */
  readonly months: readonly {
    readonly month: string;
    readonly answered: number | null;
    readonly missed: number | null;
  }[];
  readonly missedEver: "none" | "1-4" | number;
}
/** `at`: when they were counted, to the minute (ms since epoch). */
export type FiguresNow = Figures & { readonly at: number };
export const figures = route<undefined, FiguresNow>({
  audience: "anyone",
  method: "GET",
  path: "/cases/figures",
  takes: "none",
  gives: "json",
});

/** Without JavaScript: plain HTML that names the recipients and takes a file sealed with age. */
export const sealedPage = route<undefined, string>({
  audience: "anyone",
  method: "GET",
  path: "/cases/sealed",
  takes: "none",
  gives: "page",
});
/** Struck member ids, the urgency, one age file of at most 1 MiB, and the pick-up number the page gave; empty for a new one. */
export interface SealedForm {
  readonly class: CaseClass;
  readonly struck: readonly string[];
  readonly file: Uint8Array;
  readonly number: string;
}
export const sealedFile = route<SealedForm, string>({
  audience: "anyone",
  method: "POST",
  path: "/cases/sealed",
  takes: "form",
  gives: "page",
});
/** A pick-up number opens nothing: it shows dates and hands out replies that only the sender's age identity opens. */
export const pickUp = route<{ readonly number: string; readonly before: number }, string>({
  audience: "anyone",
  method: "POST",
  path: "/cases/pick-up",
  takes: "form",
  gives: "page",
});

/** A line of the desk's lists. */
export interface CaseLine {
  readonly case: string;
  readonly class: CaseClass;
  readonly stage: Stage;
  readonly waiting: boolean;
  readonly owed: Owed | null;
  /** Who it goes to if the date is missed. */
  readonly next: string | null;
  /** Whether anybody has opened it. */
  readonly opened: boolean;
  readonly missed: number;
  /** How many entries it has: another number says that something came. */
  readonly entries: number;
  /** The day it was closed, if it is. */
  readonly closedOn: string | null;
}
export interface CaseLines {
  readonly lines: readonly CaseLine[];
  /** Cursor of the next page, or null. */
  readonly after: string | null;
  readonly total: number;
}
/** `which`: "owed" (mine, by date), "open" and "closed" (all I can open). 50 a page. Path takes ?which=&after= */
export const list = route<{ readonly which: "owed" | "open" | "closed"; readonly after?: string }, CaseLines>({
  audience: "member",
  method: "POST",
  path: "/cases/desk/list",
  takes: "json",
  gives: "json",
});
/**
 * What happened to cases without the caller, newest first, at most 20: those that moved away because a date was missed, and, with
 * act "closed", those that `to` closed before anybody had answered, of which the caller is told as the second person.
 */
export const moved = route<
  undefined,
  readonly { readonly case: string; readonly to: string; readonly day: string; readonly act: string }[]
>({
  audience: "member",
  method: "GET",
  path: "/cases/desk/moved",
  takes: "none",
  gives: "json",
});
/** Parts: wrap, envelopes. Only for holders of a wrap. */
export const deskThread = route<{ readonly case: string }, ParcelOf<ThreadHeader>>({
  audience: "member",
  method: "POST",
  path: "/cases/desk/thread",
  takes: "json",
  gives: "parcel",
});
export const deskOlder = route<{ readonly case: string; readonly before: number }, ParcelOf<OlderHeader>>({
  audience: "member",
  method: "POST",
  path: "/cases/desk/older",
  takes: "json",
  gives: "parcel",
});
export const deskAct = route<ParcelOf<ActHeader & { readonly case: string }>, ParcelOf<ThreadHeader>>({
  audience: "member",
  method: "POST",
  path: "/cases/desk/act",
  takes: "parcel",
  gives: "parcel",
});

/** Every route of this feature, for mounting, the OpenAPI text and the generated audience test. */
export const routes = {
  gate,
  report,
  thread,
  older,
  say,
  figures,
  sealedPage,
  sealedFile,
  pickUp,
  list,
  moved,
  deskThread,
  deskOlder,
  deskAct,
} as const;
