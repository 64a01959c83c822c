import { NoteError } from "@niuniu/note";
import { RecordError } from "@niuniu/record";
import { RosterError } from "@niuniu/roster";
import { CannotCheck, HostLied, Spent, type Evidence } from "../trouble.ts";
import type { Sentence, Values, WordKey } from "../words.ts";

/** One thing that was looked at. */
export interface Finding {
  /** "missing": no lie, but something that full certainty needs is not there or not as it should be. */
  readonly state: "holds" | "lie" | "missing" | "unchecked" | "spent";
  readonly sentence: Sentence;
}

/** A finding with what shows it to others. */
export interface Shown {
  readonly sentence: Sentence;
  readonly evidence: Evidence;
}

/** What has been found so far, and what proves the lies among it. */
export class Findings {
  readonly list: Finding[] = [];
  readonly lies: Shown[] = [];
  /** What could not be checked and, as it never can be, is to be kept and said again. */
  readonly doubts: Shown[] = [];

  holds(key: WordKey, values: Values = {}): void {
    this.list.push({ state: "holds", sentence: { key, values } });
  }

  missing(key: WordKey, values: Values = {}): void {
    this.list.push({ state: "missing", sentence: { key, values } });
  }

  unchecked(sentence: Sentence): void {
    this.list.push({ state: "unchecked", sentence });
  }

  /** What there was to read was more than a run may take: said once, whatever else was still to be looked at. */
  spent(sentence: Sentence): void {
    if (!this.list.some(({ state }) => state === "spent")) this.list.push({ state: "spent", sentence });
  }

  /** Runs one step. What it throws is kept as a finding, so that the other steps can still be taken; then null. */
  async step<T>(work: () => Promise<T> | T): Promise<T | null> {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof CannotCheck) {
        const { sentence, evidence } = cause;
        this.unchecked(sentence);
        if (evidence !== null) this.doubts.push({ sentence, evidence });
        return null;
      }
      if (cause instanceof Spent) {
        this.spent(cause.sentence);
        return null;
      }
      const lie = lieIn(cause);
      if (lie === null) throw cause;
      this.list.push({ state: "lie", sentence: lie.sentence });
      this.lies.push({ sentence: lie.sentence, evidence: lie.evidence });
      return null;
    }
  }
}

/** The lie an error stands for. What the kernel refuses, an honest host does not serve. */
function lieIn(cause: unknown): HostLied | null {
  if (cause instanceof HostLied) return cause;
  const refused = cause instanceof RecordError || cause instanceof NoteError || cause instanceof RosterError;
  return refused ? new HostLied("lie.refused", { rule: cause.code, why: cause.message }) : null;
}
