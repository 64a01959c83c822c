import { type Person } from "@niuniu/matter";
import { addDays, dayOf, startOf, type Day } from "@niuniu/owe";
import type { Difference } from "../terms.ts";
import type { Entry } from "../events.ts";
import { listen, reassign, tick } from "../kind.ts";
import { parseEntry } from "../parse.ts";
import { calendar, Life, refusal } from "./life.ts";

/** One thing that somebody tries, or time that passes; numbers choose among what there is. */
export interface Doing {
  readonly kind: (typeof doings)[number];
  readonly who: number;
  readonly what: number;
  /** By how many days the author's clock is off. */
  readonly off: number;
}

const acts = [
  ...["open", "answer", "note", "stage", "outcome", "junk", "cannot-open", "hand-over", "postpone", "rewrap"],
  ...["say", "unreadable", "not-an-answer", "seen", "contest"],
] as const;
/** Everything that can happen to a case and around it. */
export const doings = [...acts, ...acts, "wait", "wait", "wait", "wait", "wait", "office", "away", "round"] as const;

const MINUTE = 60_000;

/** A case with an honest server, a committee that changes as often as it likes, and everybody's notes of absence. */
export class Walk extends Life {
  readonly everybody: readonly Person[];
  readonly office: { readonly from: number; readonly active: readonly Person[] }[];
  private readonly notes: { readonly id: string; readonly from: Day; readonly until: Day }[] = [];

  constructor(now: number, everybody: readonly Person[]) {
    super(now);
    this.everybody = everybody;
    this.office = [{ from: 0, active: everybody }];
    this.context = { ...this.context, active: everybody };
  }

  /** What its reporter's page finds, by what was signed and nothing else. */
  heard(): readonly Difference[] {
    const entries = this.entries.map((entry): Entry => parseEntry(JSON.parse(JSON.stringify(entry))));
    const membersAt = (at: number) => this.office.findLast(({ from }) => from <= at)?.active ?? [];
    const awayOn = (id: string, day: Day) =>
      this.notes.some((one) => one.id === id && one.from <= day && day <= one.until);
    const known = { ...this.context, membersAt, awayOn, changes: this.office.map(({ from }) => from) };
    return listen(entries, { ...known, claimed: this.must.obligation, now: this.now });
  }

  does({ kind, who, what, off }: Doing): void {
    if (kind === "wait") this.wait(this.momentOf(what));
    else if (kind === "office") this.changes(this.one(who).id);
    else if (kind === "away") this.goes(this.one(who).id, what % 3, what % 8);
    else if (kind === "round") this.take(reassign(this.must, this.now, this.context));
    else refusal(() => this.act(this.fields(kind, { who, what, off })));
  }

  /** Dates that have come are acted on at their moment, before anything else. */
  private wait(until: number): void {
    for (;;) {
      const due = this.must.obligation?.due ?? Infinity;
      this.arrive(Math.max(this.now, Math.min(due, until)));
      if (due > until) return;
      this.take(tick(this.must, this.now, this.context));
    }
  }

  private arrive(now: number): void {
    this.now = now;
    const today = dayOf(now, calendar);
    const away = this.notes.filter(({ from, until }) => from <= today && today <= until);
    this.context = {
      ...this.context,
      absent: this.everybody.map(({ id }) => id).filter((id) => away.some((one) => one.id === id)),
    };
  }

  private take(decision: ReturnType<typeof tick>): void {
    if (decision === null) return;
    this.entries.push(...decision.events);
    this.state = decision.state;
  }

  private momentOf(what: number): number {
    const midnight = startOf(addDays(dayOf(this.now, calendar), 1), calendar);
    const due = this.must.obligation?.due ?? midnight;
    const moments = [midnight - 1, midnight, midnight + MINUTE, due - MINUTE, due - 1, due, due + 1000];
    return Math.max(this.now, moments[what] ?? this.now + what * what * 10 * MINUTE);
  }

  private one(who: number): Person {
    return this.everybody[who % this.everybody.length] ?? { id: "nobody", side: "employees" };
  }

  /** A statement by which one leaves, or comes back, from the next second on. */
  private changes(id: string): void {
    this.wait(this.now + 1000);
    const there = this.context.active.some((one) => one.id === id);
    const ids = this.context.active.flatMap((one) => (one.id === id ? [] : [one.id])).concat(there ? [] : [id]);
    const active = this.everybody.filter((one) => ids.includes(one.id));
    const { absent } = this.context;
    if (active.length === 0 || (there && this.strands({ active, absent }, [id]))) return;
    this.office.push({ from: this.now, active });
    this.context = { ...this.context, active };
  }

  private goes(id: string, later: number, days: number): void {
    const absent = [...this.context.absent, id];
    if (this.strands({ active: this.context.active, absent }, [id])) return;
    const from = addDays(dayOf(this.now, calendar), later);
    this.notes.push({ id, from, until: addDays(from, days) });
    this.arrive(this.now);
  }

  private fields(kind: (typeof acts)[number], { who, what, off }: Omit<Doing, "kind">): Parameters<Life["act"]>[0] {
    const date = addDays(dayOf(this.now, calendar), off);
    if (kind === "say") return { by: "reporter", kind, date };
    const about = this.wordAt(what % 3);
    if (kind === "unreadable" || kind === "not-an-answer")
      return { by: "reporter", kind: "unanswered", about, reason: kind, date, envelope: null };
    if (kind === "seen" || kind === "contest") return { by: "reporter", kind, about, date, envelope: null };
    const anybody = this.one(what).id;
    const by = who % 3 === 0 ? anybody : (this.must.obligation?.owner ?? anybody);
    return { by, kind, date, ...this.more(what)[kind] };
  }

  /** The number of the last word to the reporter, or of one before it. */
  private wordAt(before: number): number {
    const { messages, cannotOpen = [] } = this.must;
    const words = [...messages, ...cannotOpen].map(({ number }) => number);
    return words.at(-1 - before) ?? 1;
  }

  /** What some acts say besides. */
  private more(what: number): Readonly<Record<string, object>> {
    const { stage, obligation } = this.must;
    const { id } = this.one(what);
    return {
      stage: { to: stage === "received" ? "assessed" : "investigated" },
      postpone: { due: addDays(dayOf(obligation?.due ?? this.now, calendar), 1 + what) },
      "hand-over": { to: id, envelope: null },
      rewrap: { reader: id },
      "cannot-open": { reason: "unreadable" },
    };
  }
}
