import type { Claim } from "@niuniu/matter";
import { addDays, closingOf } from "@niuniu/owe";
import { takeIn } from "../decide.ts";
import type { Entry } from "../events.ts";
import { reassign } from "../kind.ts";
import type { Policy } from "../policy.ts";
import { calendar, HOUR, ids, Life, MONDAY, people } from "./life.ts";

/** A chain that was lived under an earlier version of the rules, as the files in spec/vectors hold it, from cases-v2.json on. */
export interface Chain {
  readonly say: string;
  /** The reader's clock, ms since epoch, and what the server says is owed then. */
  readonly now: number;
  readonly claimed: Claim | null;
  /** Who is away, by their own signature, on every day. */
  readonly away: readonly string[];
  /** Who is in office from which moment (ms since epoch) on; empty where everybody is all the time. */
  readonly office: readonly { readonly from: number; readonly ids: readonly string[] }[];
  /** What a reader finds; empty where the server kept the rules. */
  readonly differences: readonly string[];
  readonly entries: readonly Entry[];
}

const DAY = 24 * HOUR;
const readers = [...ids, "reporter"];
const two = ["li-na", "zhou-qiming"];

/** A life that ends up as a vector. */
export class Told extends Life {
  readonly office: { readonly from: number; readonly ids: readonly string[] }[] = [];

  begin(wraps: readonly string[] = readers): this {
    this.report({ wraps, wrapHashes: wraps.map((_, at) => at.toString(16).padStart(64, "0")) });
    return this;
  }

  /** Answers at every date until the outcome is owed, which nobody gives. */
  lateOutcome(): this {
    while (this.owed.act !== "outcome") {
      this.now = this.owed.due - HOUR;
      this.act({ by: this.owner, kind: "answer" });
    }
    this.miss();
    return this;
  }

  /** By a statement of the committee only these are in office from now on, and the case does what follows. */
  become(there: readonly string[]): void {
    if (this.office.length === 0) this.office.push({ from: 0, ids });
    this.office.push({ from: this.now, ids: there });
    this.context = { ...this.context, active: people.filter(({ id }) => there.includes(id)) };
    const moved = reassign(this.must, this.now, this.context);
    this.entries.push(...(moved?.events ?? []));
    this.state = moved?.state ?? this.state;
  }

  get lastMessage(): number {
    return this.must.messages.at(-1)?.number ?? 0;
  }

  /** `lie`: what a server makes of the last entry. */
  chain(say: string, differences: readonly string[] = [], lie: Readonly<Record<string, unknown>> = {}): Chain {
    const { obligation } = this.must;
    const { role = "", act = "", owner = "", due = 0 } = obligation ?? {};
    const last = { ...this.entries.at(-1), ...lie } as Entry;
    return {
      say,
      now: this.now,
      claimed: obligation === null ? null : { role, act, owner, due },
      away: this.context.absent,
      office: this.office,
      differences,
      // As it is written: what is undefined is not there.
      entries: JSON.parse(JSON.stringify([...this.entries.slice(0, -1), last])) as readonly Entry[],
    };
  }
}

/** The chains, each lived from its beginning under these rules, in the order in which the vectors stand. */
export function chainsUnder(policy: Policy): readonly Chain[] {
  const life = (): Told => new Told(MONDAY, policy);
  return [...untold(life), ...limits(life), ...unread(life)];
}

export type Begin = () => Told;

/** Cases that close before an answer has stood, and who is told (spec/owe.md 6.23, 6.24). */
function untold(life: Begin): readonly Chain[] {
  const aside = life().begin();
  aside.act({ by: aside.owner, kind: "junk" });

  const alone = life().begin();
  alone.context = { ...alone.context, absent: ids.filter((id) => id !== alone.owner) };
  alone.act({ by: alone.owner, kind: "outcome" });

  const past = life().begin();
  past.context = { ...past.context, absent: ["outside-lin"] };
  past.act({ by: past.owner, kind: "outcome" });

  const stood = life().begin();
  stood.act({ by: stood.owner, kind: "answer" });
  stood.now += 2 * DAY;
  stood.act({ by: stood.owner, kind: "outcome" });

  const denied = life().begin();
  denied.act({ by: denied.owner, kind: "answer" });
  denied.now += 2 * DAY;
  denied.act({ by: "reporter", kind: "unanswered", about: denied.lastMessage, reason: "not-an-answer" });
  denied.act({ by: denied.owner, kind: "outcome" });

  return [
    aside.chain("set aside at once, and a second person is told"),
    aside.chain("the same, told to nobody", ["wrong-told"], { told: undefined }),
    aside.chain("the same, told to another than should be", ["wrong-told"], { told: "li-na" }),
    alone.chain("an outcome at once while everybody else is away: nobody is told, and who is away is named"),
    past.chain("an outcome at once, told past somebody who is away"),
    stood.chain("an outcome after an answer has stood for a working day, which nobody else need be told"),
    denied.chain("an outcome after an answer that its reporter says is none"),
  ];
}

/** The limits of a silence, whose miss it is, and who is passed over (5.5, 6.7 to 6.9, 6.17, 6.18). */
function limits(life: Begin): readonly Chain[] {
  const late = life().begin();
  late.act({ by: late.owner, kind: "postpone", due: "2026-12-03" });
  late.now = late.owed.due - 2 * HOUR;
  late.act({ by: late.owner, kind: "hand-over", to: ids.find((id) => id !== late.owner) ?? "", envelope: null });
  late.miss();

  const owing = life().begin().lateOutcome();
  owing.act({ by: "reporter", kind: "unanswered", about: owing.lastMessage, reason: "not-an-answer" });

  const unreadable = life().begin();
  unreadable.act({ by: unreadable.owner, kind: "outcome" });
  unreadable.act({ by: "reporter", kind: "unanswered", about: unreadable.lastMessage, reason: "unreadable" });
  unreadable.act({ by: unreadable.owner, kind: "outcome" });
  unreadable.act({ by: "reporter", kind: "contest", about: unreadable.lastMessage });

  return [
    late.chain("postponed, handed over two hours before the date, missed: by whom is said, and who held it last"),
    owing.chain("a late outcome is complained about and stays owed"),
    unreadable.chain("an outcome that cannot be read goes to another, and so does its review"),
  ];
}

/** Cases that nobody can read, or nobody in office (6.12, 6.21, 6.22, 6.25), and a file sealed by hand (8.1). */
function unread(life: Begin): readonly Chain[] {
  const shut = life().begin([...two, "reporter"]);
  shut.act({ by: shut.owner, kind: "cannot-open", reason: "unreadable" });
  shut.act({ by: shut.owner, kind: "cannot-open", reason: "unreadable" });
  shut.now += 3 * DAY;
  shut.act({ by: "reporter", kind: "contest", about: shut.entries.length - 1, envelope: null });

  const left = life()
    .begin([...two, "reporter"])
    .lateOutcome();
  // As long as a review takes, and they are held no more (6.12).
  const free = closingOf(addDays(left.must.outcomeBy, 32), calendar);
  while (left.owed.due < free) left.miss();
  left.now = free - HOUR;
  left.become(ids.filter((id) => !two.includes(id)));
  const ended = left.chain("let lie by its readers, who then leave office: it closes by itself");
  const feigned = life().begin([...two, "reporter"]);
  feigned.entries.push({
    niuniu: "event v1",
    case: feigned.must.case,
    number: 3,
    kind: "closed",
    date: "2026-11-23",
    contestUntil: "2027-05-22",
    why: "left",
  });
  left.now += 20 * DAY;
  left.become(ids);
  left.act({ by: "li-na", kind: "open" });

  const byHand = life();
  const named = { case: "0123456789ABCDEF", class: "ordinary", readers: ids.slice(1), struck: ["chen-lan"] } as const;
  byHand.context = { ...byHand.context, struck: ["chen-lan"] };
  const { events, state } = takeIn(named, byHand.now, byHand.context);
  byHand.entries.push(...events);
  byHand.state = state;
  byHand.act({ by: byHand.owner, kind: "answer" });

  return [
    shut.chain("nobody can open it, the end is contested, and everybody is asked again"),
    ended,
    feigned.chain("said to be left by readers who are in office", ["closed-without-outcome", "owed-unfounded"]),
    left.chain("taken up by a reader who is in office again"),
    byHand.chain("a file sealed by hand, which names the statement in force"),
  ];
}

/** The vectors as a file: each entry on its line. */
export function written(rules: object, chains: readonly Chain[]): string {
  const lines = (values: readonly unknown[], indent: string): string =>
    values.map((value) => `${indent}${JSON.stringify(value)}`).join(",\n");
  const fields = Object.entries(rules).map(([name, value]) => `  "${name}": ${JSON.stringify(value)},\n`);
  const each = chains.map(({ entries, ...chain }) => {
    const said = Object.entries(chain).map(([name, value]) => `      "${name}": ${JSON.stringify(value)},\n`);
    return `    {\n${said.join("")}      "entries": [\n${lines(entries, "        ")}\n      ]\n    }`;
  });
  return `{\n${fields.join("")}  "chains": [\n${each.join(",\n")}\n  ]\n}\n`;
}
