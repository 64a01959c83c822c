import type { Decision, Committee } from "../terms.ts";
import { NO_HEAD, type Person } from "@niuniu/matter";
import { tick } from "../kind.ts";
import { dayOf, startOf, type Obligation } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { decide, type Context } from "../decide.ts";
import { type Act, type Entry } from "../events.ts";
import { wouldStrand } from "../leaving.ts";
import { DEFAULT, type Policy } from "../policy.ts";
import { wordsComeFromReaders } from "../rules-version.ts";
import type { CaseState } from "../state.ts";

/** The rules every life is lived under. */
export const { policy, calendar } = DEFAULT;
/** The same under the first version of the rules. */
export const firstPolicy: Policy = { ...policy, version: 1 };
/** Milliseconds. */
export const HOUR = 3_600_000;
/** A Monday, ten in the morning in the calendar's zone. */
export const MONDAY = startOf("2026-11-23", calendar) + 10 * HOUR;
/** Five invented people: two for the employees, two for the employer, one from outside. */
export const people: readonly Person[] = [
  { id: "chen-lan", side: "employees" },
  { id: "wu-hao", side: "employees" },
  { id: "li-na", side: "employer" },
  { id: "zhou-qiming", side: "employer" },
  { id: "outside-lin", side: "outside" },
];
/** Their ids, in the same order. */
export const ids = people.map((person) => person.id);
/** Stands for any hash. */
const hash = "a".repeat(64);

type Draft = Omit<Act, "niuniu" | "case" | "number" | "previous" | "date" | "envelope"> & {
  readonly envelope?: string | null;
  readonly [key: string]: unknown;
};

/** A case that is lived through in a test: acts, days that pass, people who go away. */
export class Life {
  state: CaseState | null = null;
  now: number;
  context: Context;
  readonly entries: Entry[] = [];
  /** Whoever writes opens the report first, as every page does. */
  reads = true;

  constructor(now = MONDAY, under: Policy = policy) {
    this.now = now;
    this.context = {
      policy: under,
      calendar,
      active: people,
      absent: [],
      struck: [],
      unread: 0,
      head: NO_HEAD,
      statement: hash,
    };
  }

  act(draft: Draft): Decision {
    this.openFirst(draft);
    const act = {
      niuniu: "act v1",
      case: "0123456789ABCDEF",
      number: this.entries.length + 1,
      previous: NO_HEAD,
      date: dayOf(this.now, calendar),
      envelope: ["open", "rewrap", "seen", "cannot-open"].includes(draft.kind) ? null : hash,
      ...(draft.kind === "rewrap" ? { wrapHash: hash } : {}),
      ...draft,
    } as Act;
    const decision = decide(this.state, act, this.now, this.context);
    this.entries.push(act, ...decision.events);
    this.state = decision.state;
    return decision;
  }

  /** As every page does before it lets anybody write to a reporter. */
  private openFirst({ by, kind }: Draft): void {
    const writes = ["answer", "stage", "outcome", "junk", "reclass", "second"].includes(kind);
    if (!this.reads || !writes || !wordsComeFromReaders(this.context) || this.must.opened.some((one) => one.by === by))
      return;
    refusal(() => this.act({ by, kind: "open" }));
  }

  report(extra: Readonly<Record<string, unknown>> = {}): Decision {
    return this.act({
      by: "reporter",
      kind: "report",
      class: "ordinary",
      statement: hash,
      wraps: [...ids, "reporter"],
      wrapHashes: [],
      ...extra,
    });
  }

  /** Lets time pass to just after the date of what is owed, and acts on it. */
  miss(later = 1000): Decision {
    this.now = this.owed.due + later;
    const decision = tick(this.must, this.now, this.context);
    if (decision === null) throw new Error("nothing was missed");
    this.entries.push(...decision.events);
    this.state = decision.state;
    return decision;
  }

  /** True where these people may not go, nor be away: the case would be left without readers. */
  strands(next: Pick<Committee, "active" | "absent">, leaving: readonly string[] = []): boolean {
    return wouldStrand(this.must, next, { leaving, now: this.now, rules: this.context });
  }

  get must(): CaseState {
    if (this.state === null) throw new Error("no case yet");
    return this.state;
  }

  get owed(): Obligation {
    const { obligation } = this.must;
    if (obligation === null) throw new Error("closed");
    return obligation;
  }

  get owner(): string {
    return this.owed.owner;
  }
}

/** The code an act is refused with, or "granted". */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return "granted";
}

/** A life that begins with an ordinary report to everybody. */
export function reported(extra: Readonly<Record<string, unknown>> = {}): Life {
  const life = new Life();
  life.report(extra);
  return life;
}

/** A life in which the first owner gave an outcome at once. */
export function concluded(): Life {
  const life = reported();
  life.act({ by: life.owner, kind: "outcome" });
  return life;
}
