import type { Finding } from "../verify/finding.ts";
import type { Outcome, Seen } from "../verify/task.ts";
import type { Sentence } from "../words.ts";

/** What the reader of the mails knows so far. */
export interface Told {
  readonly seen: Seen | null;
  /** Checks that do not hold, as last told. */
  readonly troubles: readonly Finding[];
}

/** What there is to tell: which kind of mail it is, and its sentences. */
export interface News {
  readonly kind: "lied" | "changed" | "trouble" | "well";
  readonly sentences: readonly Sentence[];
}

function changesOf(before: Seen, now: Seen): readonly Sentence[] {
  const joined = now.witnesses.filter((name) => !before.witnesses.includes(name));
  const left = before.witnesses.filter((name) => !now.witnesses.includes(name));
  const changed = (key: "log" | "policy" | "calendar"): readonly Sentence[] =>
    before[key] === now[key] ? [] : [{ key: `watch.${key}`, values: { now: now[key] } }];
  const roster: Sentence = { key: "watch.roster", values: { number: now.number, before: before.number } };
  return [
    ...(before.statement === now.statement ? [] : [roster]),
    ...changed("log"),
    ...changed("policy"),
    ...changed("calendar"),
    ...joined.map((name): Sentence => ({ key: "watch.witness-joined", values: { name } })),
    ...left.map((name): Sentence => ({ key: "watch.witness-left", values: { name } })),
  ];
}

/** The same trouble with other numbers in it is no news. */
const sameTrouble = (a: Finding, b: Finding): boolean => a.state === b.state && a.sentence.key === b.sentence.key;

const among = (list: readonly Finding[], one: Finding): boolean => list.some((other) => sameTrouble(other, one));

function newsOf(fresh: readonly Finding[], changes: readonly Sentence[]): News | null {
  const sentences = [...fresh.map(({ sentence }) => sentence), ...changes];
  if (sentences.length === 0) return null;
  const lied = fresh.some(({ state }) => state === "lie");
  return { kind: lied ? "lied" : changes.length > 0 ? "changed" : "trouble", sentences };
}

/** Verdicts after which nobody can say of the rest whether it holds. */
const UNKNOWN: ReadonlySet<Outcome["verdict"]> = new Set(["unchecked", "spent"]);

/** What is new against what was told, and what has been told once this is. Null: nothing to tell. */
export function newsIn(before: Told | null, outcome: Outcome): { readonly news: News | null; readonly told: Told } {
  const known = before?.troubles ?? [];
  const troubles = outcome.findings.filter(({ state }) => state !== "holds");
  const fresh = troubles.filter((trouble) => !among(known, trouble));
  const last = before?.seen ?? null;
  const changes = last === null || outcome.seen === null ? [] : changesOf(last, outcome.seen);
  const seen = outcome.seen ?? last;
  // While something could not be checked, nobody knows whether the rest is over.
  if (UNKNOWN.has(outcome.verdict))
    return { news: newsOf(fresh, changes), told: { seen, troubles: [...known, ...fresh] } };
  const over = known.filter((trouble) => !among(troubles, trouble)).map(({ sentence }) => sentence);
  const well: News | null = over.length > 0 && troubles.length === 0 ? { kind: "well", sentences: over } : null;
  return { news: newsOf(fresh, changes) ?? well, told: { seen, troubles } };
}
