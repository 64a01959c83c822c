import type { Member, Statement } from "@niuniu/roster";

/** One thing that a statement changes against the one before. `code` has words; the values fill them in. */
export interface Change {
  readonly code:
    | "joined"
    | "left"
    | "keys"
    | "renamed"
    | "office"
    | "quorum"
    | "witness-joined"
    | "witness-left"
    | "log-named"
    | "log"
    | "policy"
    | "calendar"
    | "organisation";
  readonly values: Readonly<Record<string, string | number>>;
}

/** What changed from one statement to the next, people first; empty if it only renews. Without a statement before: nothing. */
export function changesBetween(before: Statement | null, now: Statement): readonly Change[] {
  if (before === null) return [];
  return [...peopleBetween(before.members, now.members), ...termsBetween(before, now)];
}

function peopleBetween(before: readonly Member[], now: readonly Member[]): readonly Change[] {
  const old = new Map(before.map((member) => [member.id, member]));
  const staying = new Set(now.map(({ id }) => id));
  return [
    ...now.flatMap((member) => changesOf(old.get(member.id), member)),
    ...before.filter(({ id }) => !staying.has(id)).map(({ name }): Change => ({ code: "left", values: { name } })),
  ];
}

function changesOf(before: Member | undefined, now: Member): readonly Change[] {
  const { name, role } = now;
  if (before === undefined) return [{ code: "joined", values: { name, role } }];
  const changes: Change[] = [];
  if (before.name !== name) changes.push({ code: "renamed", values: { before: before.name, name } });
  if (before.key !== now.key || before.recipient !== now.recipient) changes.push({ code: "keys", values: { name } });
  if (before.role !== role || before.side !== now.side || before.unit !== now.unit) {
    changes.push({ code: "office", values: { name, role } });
  }
  return changes;
}

/** The name of a witness or a log, without its key. */
export const nameIn = (line: string): string => line.split("+")[0] ?? line;

function termsBetween(before: Statement, now: Statement): readonly Change[] {
  const changes: Change[] = [];
  const note = (code: Change["code"], values: Change["values"] = {}): void => void changes.push({ code, values });
  if (before.organisation !== now.organisation) note("organisation", { name: now.organisation });
  if (before.quorum !== now.quorum) note("quorum", { before: before.quorum, now: now.quorum });
  for (const line of now.witnesses) {
    if (!before.witnesses.includes(line)) note("witness-joined", { name: nameIn(line) });
  }
  for (const line of before.witnesses) {
    if (!now.witnesses.includes(line)) note("witness-left", { name: nameIn(line) });
  }
  if (before.log !== now.log) note(before.log === undefined ? "log-named" : "log", { name: nameIn(now.log ?? "") });
  if (before.policy !== now.policy) note("policy");
  if (before.calendar !== now.calendar) note("calendar");
  return changes;
}
