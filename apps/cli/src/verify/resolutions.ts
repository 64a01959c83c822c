import { checkResolution, type Proposal, type Vote } from "@niuniu/committee";
import { RosterError, type Roster } from "@niuniu/roster";
import { HostLied } from "../trouble.ts";
import type { Facts } from "./facts.ts";
import type { Findings } from "./finding.ts";
import { verifySignature } from "./signature.ts";

/** What one member said on one resolution, wherever it was published. */
const keyOf = ({ resolution, by }: Vote): string => `${resolution} ${by}`;

/**
 * Every published resolution was adopted by those who could, each vote signed by its voter; where one was published again, nobody
 * says another thing in it. Gives what they adopted, each once. `check` is asked before each: they may be many.
 */
export function checkResolutions(facts: Facts, roster: Roster, check: () => void): readonly Proposal[] {
  const said = new Map<string, string>();
  const adopted = new Map<string, Proposal>();
  for (const { index, body } of facts.resolutions ?? []) {
    check();
    const lie = new HostLied("lie.resolution", { index }, { "resolution.txt": body });
    try {
      const found = checkResolution(roster, body, verifySignature);
      if (!found.adopted) throw lie;
      adopted.set(found.hash, found.proposal);
      for (const vote of found.votes) {
        const word = `${vote.says} ${vote.reason}`;
        if ((said.get(keyOf(vote)) ?? word) !== word) throw lie;
        said.set(keyOf(vote), word);
      }
    } catch (error) {
      throw error instanceof RosterError ? lie : error;
    }
  }
  return [...adopted.values()];
}

/** A statement that names other rules than the one before. */
interface Renamed {
  readonly number: number;
  readonly kind: "policy" | "calendar";
  /** Whether a resolution of a committee before it has adopted exactly that text. */
  readonly resolved: boolean;
}

/** All of them that owe a resolution: one of `roster v1` was signed before there were any (roster.md §10.7). */
function renamedIn({ statements, hashes }: Roster, adopted: readonly Proposal[]): readonly Renamed[] {
  return statements.flatMap((statement, at) => {
    const before = statements[at - 1];
    if (before === undefined || statement.niuniu === "roster v1") return [];
    const earlier = new Set(hashes.slice(0, at));
    const isOf = (kind: Renamed["kind"], one: Proposal): boolean =>
      one.kind === kind && one.text === statement[kind] && earlier.has(one.statement);
    return (["policy", "calendar"] as const)
      .filter((kind) => statement[kind] !== before[kind])
      .map((kind) => ({ number: statement.number, kind, resolved: adopted.some((one) => isOf(kind, one)) }));
  });
}

/**
 * Says what was resolved, and which change of the rules was not: no lie by itself, since a quorum signed the statement, but to be
 * asked about. `whole`: whether every published resolution is among them.
 */
export function tellResolved(
  findings: Findings,
  roster: Roster,
  { adopted, whole }: { readonly adopted: readonly Proposal[]; readonly whole: boolean },
): void {
  if (adopted.length > 0) findings.holds("holds.resolutions", { count: adopted.length });
  if (!whole) {
    findings.missing("missing.resolutions");
    return;
  }
  const renamed = renamedIn(roster, adopted);
  const alone = renamed.filter(({ resolved }) => !resolved);
  for (const { kind, number } of alone) findings.missing(`missing.unresolved-${kind}`, { number });
  if (renamed.length > 0 && alone.length === 0) findings.holds("holds.resolved", { count: renamed.length });
}
