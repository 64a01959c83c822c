import { toHex } from "@niuniu/note";
import { SLOT } from "@niuniu/record";
import { call } from "@niuniu/ui";
import { proof as proofRoute } from "@niuniu/wire/record";
import { useEffect, useState } from "preact/hooks";
import { readAcknowledgement, type Acknowledged } from "../record/acknowledged.ts";
import { KEPT_WITHIN, readProof, sealedBy } from "../record/promised.ts";
import type { Sent } from "./send.ts";

/** How far a sent report has come: promised, proven in the record since `at`, late, or never acknowledged by anything that holds. */
export type Sealing =
  | { readonly state: "waiting" }
  | { readonly state: "sealed"; readonly at: number; readonly proof: string }
  | { readonly state: "late" }
  | { readonly state: "bad" };

/** A leaf is appended right after its slot: a moment later it can be proven. */
const AFTER = 1_500;

/** Follows a report from the server's promise to the proof, with as few questions as that takes. */
export function useSealing({ answer, own, trust }: Sent): Sealing {
  const [sealing, setSealing] = useState<Sealing>({ state: "waiting" });
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout>;
    const { log } = trust.record;
    let said: Acknowledged;
    try {
      said = readAcknowledgement(answer, own, log, Date.now());
    } catch {
      setSealing({ state: "bad" });
      return undefined;
    }
    if (said.proof !== null) {
      setSealing({ state: "sealed", at: said.at, proof: said.proof });
      return undefined;
    }
    const look = async (waited: number, next: number): Promise<void> => {
      const found = await proofOf(said).catch(() => null);
      if (!current) return;
      if (found !== null) setSealing(found);
      else if (waited > KEPT_WITHIN) setSealing({ state: "late" });
      if (found === null && waited < 3 * KEPT_WITHIN)
        timer = setTimeout(() => void look(waited + next, next * 2), next);
    };
    const proofOf = async ({ commitment, slot }: Acknowledged): Promise<Sealing | null> => {
      const standing = await call(proofRoute, { commitment: toHex(commitment) });
      if (standing.state === "promised") return null;
      const { proof } = standing;
      return { state: "sealed", at: sealedBy(readProof(proof, commitment, log, slot)), proof };
    };
    // The slot that is open now ends within its length, whatever this device's clock says.
    timer = setTimeout(() => void look(0, AFTER), Math.min(Math.max(said.at - Date.now(), 0), SLOT) + AFTER);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, []);
  return sealing;
}
