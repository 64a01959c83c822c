import type { Roster } from "@niuniu/roster";
import { saveEvidence } from "./evidence.ts";
import type { Finding, Findings } from "./finding.ts";
import type { Head, Served } from "./json.ts";
import type { Opened } from "./record-check.ts";
import type { Sentence } from "../words.ts";
import { remember, setAside, type Reached, type Remembered } from "./state.ts";
import { everyWitness, witnessedOf } from "./succession.ts";
import type { Outcome, Seen, Task } from "./task.ts";

/** What one run found; the parts that could not be reached are null. */
export interface Run {
  readonly head: Head | null;
  readonly served: Served | null;
  readonly roster: Roster | null;
  readonly opened: Opened | null;
  readonly reached: Reached | null;
}
export type Complete = { readonly [Part in keyof Run]: NonNullable<Run[Part]> };
/** Those that are known once the record was read, whoever the committee is. */
export type Opening = Pick<Complete, "head" | "opened" | "reached"> & Pick<Run, "roster">;

export function verdictOf(findings: readonly Finding[]): Outcome["verdict"] {
  const has = (state: Finding["state"]): boolean => findings.some((finding) => finding.state === state);
  if (has("lie")) return "lied";
  return has("spent") ? "spent" : has("unchecked") ? "unchecked" : has("missing") ? "incomplete" : "fine";
}

export function seenIn({ head, roster }: Run): Seen | null {
  if (head === null || roster === null) return null;
  const { number, organisation, policy, calendar, witnesses } = roster.newest;
  const statement = roster.hashes.at(-1) ?? "";
  return { log: head.log, statement, number, organisation, policy, calendar, witnesses };
}

export async function save(
  task: Task,
  { lies, doubts }: Findings,
  { head, opened }: Run,
  before: Remembered | null,
): Promise<string | null> {
  if (lies.length + doubts.length === 0) return null;
  const remembered = { "remembered-checkpoint.txt": before?.checkpoint, "remembered-key.txt": before?.log };
  const served = {
    "served-checkpoint.txt": opened?.note,
    "served-head.json": head === null ? undefined : JSON.stringify(head),
  };
  const files = Object.entries({ ...remembered, ...served });
  const always = Object.fromEntries(files.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
  return saveEvidence(
    task.folder,
    { host: task.source.name, now: task.now, shown: [...lies, ...doubts], always },
    task.language,
  );
}

function doubtsOf({ doubts }: Findings, before: Remembered | null): readonly Sentence[] {
  return [...(before?.doubts ?? []), ...doubts.map(({ sentence }) => sentence)];
}

/** What a check leaves behind besides its findings. */
interface Checked {
  readonly findings: Findings;
  readonly textsRead: number;
  readonly waits: boolean;
}

/** The statements to remember. Those that are gone with a lost disk stay until others were signed in their place. */
function hashesOf(roster: Roster | null, { waits }: Checked, before: Remembered | null): readonly string[] {
  const known = before?.roster ?? [];
  return roster === null || waits ? known : roster.hashes;
}

export async function settle(task: Task, run: Run, check: Checked, before: Remembered | null): Promise<void> {
  const { head, roster, opened, reached } = run;
  if (head === null || opened === null || reached === null) return;
  await task.settle?.(reached);
  const checkpoint = opened.note;
  if (before !== null && before.log !== head.log) await setAside(task.folder, before);
  const log = {
    log: head.log,
    checkpoint,
    roster: hashesOf(roster, check, before),
    textsRead: check.textsRead,
    doubts: doubtsOf(check.findings, before),
    ...witnessedOf(opened, everyWitness(roster), before),
  };
  await remember(task.folder, { ...reached, niuniu: "verify v1", ...log });
}
