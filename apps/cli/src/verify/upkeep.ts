import { isDeepStrictEqual } from "node:util";
import { fromBase64, NoteError, readVerifier, toHex } from "@niuniu/note";
import { readOpen, type ReadOpen } from "@niuniu/matter/open";
import { readCalendar } from "@niuniu/owe";
import { chain, checkEvent, openPromise, RecordError } from "@niuniu/record";
import type { Roster } from "@niuniu/roster";
import {
  doubtsIn,
  factsOf,
  isNamedIn,
  policyIn,
  reading,
  unbegunIn,
  type Doubt,
  type Upkeep,
} from "@niuniu/upkeep/rules";
import { HostLied, CannotCheck } from "../trouble.ts";
import type { Source } from "../source.ts";
import type { Findings } from "./finding.ts";
import { checkFirstHours } from "./first-hours.ts";
import type { Head, Served } from "./json.ts";
import { objectAt } from "./json.ts";
import { readList, readThread, type Line, type Listed, type Thread } from "./upkeep-json.ts";
import { verifySignature } from "./signature.ts";

/** What is looked at, and by whose word. */
interface Asked {
  readonly source: Source;
  readonly served: Served;
  readonly roster: Roster;
  readonly head: Head;
  readonly now: number;
}

const LIST = "/upkeep/list";
const pathOf = ({ matter }: Line): string => `/matter/open/upkeep/${matter}`;

/** What a late start looks like, and a server that was off as well: a reason to ask, and no lie. */
const UNSURE: ReadonlySet<string> = new Set<Doubt["code"]>(["begun-late"]);
/** What a clock that is wrong here looks like too. */
const OF_CLOCKS: ReadonlySet<string> = new Set(["overdue-unmoved", "wrong-clock", "moved-late"]);

/**
 * Replays everything that the committee owes its house, as its members' desks do: chains, signatures, whose turn it was, dates, ends; that
 * all stands in the record; that what the list says of each is what follows; and that what must be open by the statements is there.
 */
export async function checkUpkeep(asked: Asked, findings: Findings): Promise<void> {
  const listed = await findings.step(() => listIn(asked));
  if (listed === null) return;
  const { lines, missed } = listed;
  let held = 0;
  for (const line of lines) {
    asked.source.check();
    const fine = await findings.step(() => one(asked, line, findings));
    if (fine === true) held += 1;
  }
  for (const { what } of unbegun(asked, listed)) findings.missing("missing.upkeep-unbegun", { what });
  await findings.step(() => checkMissed(listed));
  await findings.step(() => checkFirstHours(asked, listed, findings));
  if (held === lines.length) findings.holds("holds.upkeep", { count: held, missed });
}

/** The list; null where the house came before there was one, and its policy says nothing of it. */
async function listIn({ source, served }: Asked): Promise<Listed | null> {
  const isOld = !isNamedIn(JSON.parse(served.policy)) && (await source.get(LIST)) === null;
  return isOld ? null : objectAt(source, LIST, readList);
}

/** What is counted over everything is no less than what is listed one by one. */
function checkMissed({ lines, missed }: Listed): void {
  const sum = lines.reduce((all, { misses }) => all + misses, 0);
  if (missed < sum) throw new HostLied("lie.upkeep-missed", { missed, sum });
}

const rulesOf = ({ policy, calendar }: Pick<Served, "policy" | "calendar">) => ({
  policy: policyIn(JSON.parse(policy)),
  calendar: readCalendar(JSON.parse(calendar)),
});

const unbegun = ({ roster, served, now }: Asked, { lines, texts }: Listed) =>
  unbegunIn(lines, { roster, calendar: served.calendar, rules: rulesOf(served), texts }, now);

async function one(asked: Asked, line: Line, findings: Findings): Promise<boolean> {
  const { roster, served, head, now, source } = asked;
  const thread = await objectAt(source, pathOf(line), readThread);
  const evidence = { [`upkeep-${line.matter}.json`]: JSON.stringify(thread, null, 2) };
  const lied = (code: string, number: number): never => {
    throw new HostLied("lie.upkeep", { matter: line.matter, code, number }, evidence);
  };
  if (thread.matter !== line.matter || thread.feature !== "upkeep") return lied("other-case", 0);
  const read = readOpen<Upkeep>(reading, thread, { roster, newest: rulesOf(served), now, verify: verifySignature });
  const facts = factsOf(roster, served.calendar);
  const entries = read.entries.map(({ entry }) => entry);
  const doubts = doubtsIn(entries, { facts, hashes: roster.hashes, rules: read.rules });
  const found = [...read.alarms, ...read.differences, ...doubts].map((said) => ({
    code: said.code,
    number: "number" in said ? said.number : 0,
  }));
  const wrong = found.find(({ code }) => !UNSURE.has(code) && !OF_CLOCKS.has(code));
  if (wrong !== undefined) return lied(wrong.code, wrong.number);
  if (!fits(line, read)) return lied("list", 0);
  checkEntered(thread, head, lied);
  const [unsure] = found;
  if (unsure !== undefined) findings.missing("missing.upkeep", { matter: line.matter, code: unsure.code });
  return unsure === undefined;
}

/** What the list says of it is what follows from its entries. */
function fits(line: Line, { state }: ReadOpen<Upkeep>): boolean {
  if (state === null) return false;
  const { what, subject, begun, until, misses, end, obligation, reviewed = null } = state;
  const read = end === "confirmed" || end === "alone" ? reviewed : null;
  if (!isDeepStrictEqual(line.reviewed, read)) return false;
  const same = line.what === what && line.subject === subject && line.begun === begun && line.until === until;
  return same && line.misses === misses && line.end === end && line.open === (obligation !== null);
}

/** All that is shown of it, or all but what was added a moment ago, stands in the record, or is promised to. */
function checkEntered(thread: Thread, { log }: Head, lied: (code: string, number: number) => never): void {
  const key = readVerifier(log);
  const heads = chain(thread.entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) })));
  const last = heads.length;
  const [proof, promise] = [
    thread.proofs.find(({ number }) => number === last)?.proof,
    thread.promises.find(({ number }) => number === last)?.promise,
  ];
  const commitment = heads[last - 1];
  if (commitment === undefined) return lied("chain", 0);
  if (proof === undefined && promise === undefined)
    throw new CannotCheck("unchecked.upkeep", { matter: thread.matter });
  try {
    if (proof !== undefined) checkEvent(proof, commitment, key, { verify: verifySignature });
    else if (toHex(openPromise(promise ?? "", key, verifySignature).commitment) !== toHex(commitment))
      lied("promise", last);
  } catch (cause) {
    if (!(cause instanceof RecordError || cause instanceof NoteError)) throw cause;
    lied("proof", last);
  }
}
