import { checkResolution, type Vote } from "@niuniu/committee";
import { RosterError, type Roster } from "@niuniu/roster";
import { HostLied } from "../trouble.ts";
import type { Facts } from "./facts.ts";
import { verifySignature } from "./signature.ts";

/** What one member said on one resolution, wherever it was published. */
const keyOf = ({ resolution, by }: Vote): string => `${resolution} ${by}`;

/**
 * Every published resolution was adopted by those who could, each vote signed by its voter; where one was published again, nobody
 * says another thing in it. Gives how many there are. `check` is asked before each: they may be many.
 */
export function checkResolutions(facts: Facts, roster: Roster, check: () => void): number {
  const said = new Map<string, string>();
  const adopted = new Set<string>();
  for (const { index, body } of facts.resolutions ?? []) {
    check();
    const lie = new HostLied("lie.resolution", { index }, { "resolution.txt": body });
    try {
      const found = checkResolution(roster, body, verifySignature);
      if (!found.adopted) throw lie;
      adopted.add(found.hash);
      for (const vote of found.votes) {
        const word = `${vote.says} ${vote.reason}`;
        if ((said.get(keyOf(vote)) ?? word) !== word) throw lie;
        said.set(keyOf(vote), word);
      }
    } catch (error) {
      throw error instanceof RosterError ? lie : error;
    }
  }
  return adopted.size;
}
