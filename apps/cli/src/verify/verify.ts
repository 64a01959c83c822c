import { Check } from "./check.ts";
import { toHex } from "@niuniu/note";
import { seatsOf, standing } from "@niuniu/roster";
import { HostLied } from "../trouble.ts";
import { objectAt, readHead, SMALL } from "./json.ts";
import { checkRules, openRoster } from "./roster.ts";
import { save, seenIn, settle, verdictOf, type Run } from "./run.ts";
import { recall, type Reached, type Remembered } from "./state.ts";
import type { Outcome, Task } from "./task.ts";

async function checkCommittee(check: Check, task: Task, before: Remembered | null) {
  const { findings } = check;
  const served = await findings.step(() => check.served());
  if (served?.statements.length === 0 && (before?.roster ?? []).length === 0) {
    findings.missing("missing.founded");
    return { served, roster: null };
  }
  const roster =
    served === null
      ? null
      : await findings.step(() => openRoster(served, before?.roster ?? [], () => task.source.check()));
  if (roster === null || served === null) return { served, roster };
  await findings.step(() => checkRules(roster, served));
  findings.holds("holds.roster", { number: roster.newest.number, members: seatsOf(roster.newest).length });
  if (standing(roster, task.now) === "expired") findings.missing("missing.valid", { day: roster.newest.validUntil });
  return { served, roster };
}

function checkNotHidden({ facts }: Reached): void {
  if (facts.statements.length > 0) throw new HostLied("lie.roster-hidden");
}

async function run(check: Check, task: Task, before: Remembered | null): Promise<Run> {
  const { findings } = check;
  // Statements first: whatever is served of them must then stand in the checkpoint that is fetched later.
  const { served, roster } = await checkCommittee(check, task, before);
  const head = await findings.step(() => objectAt(task.source, "/record/head", readHead, SMALL));
  await check.putBack(head, { served, roster });
  const key = head === null ? null : await findings.step(() => check.key(head, roster));
  const opened = head === null ? null : await findings.step(() => check.checkpoint(head));
  const nothing = { head, served, roster, opened, reached: null };
  if (head === null || key === null || opened === null) return nothing;
  const reached = await findings.step(() => check.record(opened, key));
  if (reached === null) return nothing;
  await check.inside({ head, opened, reached, roster }, key);
  if (roster !== null && served !== null) await check.together({ head, served, roster, opened, reached });
  if (served?.statements.length === 0) await findings.step(() => checkNotHidden(reached));
  await check.beside(reached);
  return { head, served, roster, opened, reached };
}

/** Checks a host against its own signatures and against what was remembered of it, and remembers what holds. */
export async function verify(task: Task): Promise<Outcome> {
  const before = await recall(task.folder);
  const check = new Check(task, before);
  const { findings } = check;
  const found = await run(check, task, before);
  const evidence = await save(task, findings, found, before);
  if (findings.lies.length === 0) await settle(task, found, check, before);
  const { size, root, origin } = found.opened?.checkpoint ?? { size: null, root: null, origin: null };
  const known = task.full ? 0 : (before?.edge.size ?? 0);
  return {
    verdict: verdictOf(findings.list),
    host: task.source.name,
    origin,
    size,
    root: root === null ? null : toHex(root),
    read: Math.max(0, (found.reached?.edge.size ?? known) - known),
    findings: findings.list,
    evidence,
    seen: seenIn(found),
  };
}
