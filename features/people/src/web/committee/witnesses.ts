import { toBase64 } from "@niuniu/note";
import { readWitness } from "@niuniu/record";
import { Refused } from "@niuniu/wire";
import type { Draft } from "../../routes.ts";
import type { Roster } from "@niuniu/roster";
import { checkWitnesses } from "../../rules.ts";
import { compare } from "../signing/comparison.ts";

/**
 * Where a witness stands: named by the statement in force, or only proposed to join or to leave; `adding` and `removing`
 * are what this member has changed on the page and not yet proposed.
 */
type Standing = "in-force" | "joins" | "leaves" | "adding" | "removing";

/** A witness as the page lists it. */
export interface WitnessRow {
  readonly line: string;
  readonly standing: Standing;
}

/**
 * The witnesses in force, then those that somebody proposes, each once. `wanted` is the list as this member has it on the
 * page. A draft that breaks a rule proposes nothing.
 */
export function witnessRows(
  roster: Roster,
  wanted: readonly string[],
  drafts: readonly Pick<Draft, "note">[],
): readonly WitnessRow[] {
  const named = roster.newest.witnesses;
  const proposed = drafts.map(({ note }) => changesIn(roster, note));
  const leaving = new Set(proposed.flatMap((change) => change.leaving));
  const joining = new Set(proposed.flatMap((change) => change.joining));
  const leaves = (line: string): Standing => (leaving.has(line) ? "leaves" : "in-force");
  return [
    ...named.map((line) => ({ line, standing: wanted.includes(line) ? leaves(line) : ("removing" as const) })),
    ...[...joining].map((line) => ({ line, standing: "joins" as const })),
    ...wanted
      .filter((line) => !named.includes(line) && !joining.has(line))
      .map((line) => ({ line, standing: "adding" as const })),
  ];
}

type Changes = Pick<ReturnType<typeof compare>, "joining" | "leaving">;

function changesIn(roster: Roster, note: string): Changes {
  try {
    return compare(roster, note);
  } catch {
    return { joining: [], leaving: [] };
  }
}

/**
 * Why a line cannot be added to `lines`: it is no witness's, that witness is among them, or its key is one of those (base64) that
 * stand elsewhere in the statement, `inside` the house; null where it can.
 */
export function faultOf(
  line: string,
  lines: readonly string[],
  inside: readonly string[],
): "bad-line" | "twice" | "inside" | null {
  try {
    checkWitnesses([...lines, line]);
    return inside.includes(toBase64(readWitness(line).key)) ? "inside" : null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.code === "people/witness-twice" ? "twice" : "bad-line";
  }
}
