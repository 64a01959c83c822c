import { toHex } from "@niuniu/note";
import { SLOT } from "@niuniu/record";
import { askBetween } from "@niuniu/trust";
import { call } from "@niuniu/ui";
import { proof as proofRoute } from "@niuniu/wire/record";
import { useEffect, useState } from "preact/hooks";
import type { Acknowledged } from "../acknowledged.ts";
import { KEPT_WITHIN } from "../promised.ts";
import { sealedUnder, type SealedUnder } from "../sealed-under.ts";
import type { Sent } from "./sent.ts";

/**
 * How far what was sent has come: promised (or not acknowledged yet by anything that holds), proven in the record (or in one that
 * contradicts it, or could not be compared), or late.
 */
export type Sealing = SealedUnder | { readonly state: "waiting" } | { readonly state: "late" };

/** A leaf is appended right after its slot: a moment later it can be proven. */
const AFTER = 1_500;

/** Follows it from the server's promise to the proof, with as few questions as that takes. */
export function useSealing({ said, trust: { record } }: Sent): Sealing {
  const [sealing, setSealing] = useState<Sealing>({ state: "waiting" });
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout>;
    if (said === null) return undefined;
    const look = async (waited: number, next: number): Promise<void> => {
      const found = await proofOf(said).catch(() => null);
      if (!current) return;
      if (found !== null) setSealing(found);
      if ((found === null || found.state === "uncompared") && waited < 3 * KEPT_WITHIN)
        timer = setTimeout(() => void look(waited + next, next * 2), next);
    };
    const proofOf = async ({ commitment, proof }: Acknowledged): Promise<SealedUnder | null> => {
      const standing =
        proof === null
          ? await call(proofRoute, { commitment: toHex(commitment) })
          : ({ state: "proven", proof } as const);
      if (standing.state === "promised") return null;
      return sealedUnder(standing.proof, said, { record, ask: askBetween(call) });
    };
    // The slot that is open now ends within its length, whatever this device's clock says.
    const ends = Math.min(Math.max(said.at - Date.now(), 0), SLOT);
    timer = setTimeout(() => void look(0, AFTER), ends + AFTER);
    // At its own time, however long the pauses between questions have become, and though one is not answered at all.
    const late = setTimeout(
      () => setSealing((now) => (now.state === "waiting" ? { state: "late" } : now)),
      ends + KEPT_WITHIN,
    );
    return () => {
      current = false;
      clearTimeout(late);
      clearTimeout(timer);
    };
  }, []);
  return sealing;
}
