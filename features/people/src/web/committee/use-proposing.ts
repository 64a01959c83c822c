import { countersign, readStatement, type Roster, type Statement } from "@niuniu/roster";
import { settle, useAct } from "@niuniu/ui";
import { useState } from "preact/hooks";
import { propose } from "../../routes.ts";
import { draftEnds } from "../../rules.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { compare, type Comparison } from "../signing/comparison.ts";
import { isSigned } from "../taken.ts";
import { proposedText, type Plan } from "./proposal.ts";

/** A change as its proposer is shown it: nothing else is signed, whatever this page learns meanwhile. */
interface Asked {
  readonly roster: Roster;
  readonly text: string;
  readonly statement: Statement;
  readonly comparison: Comparison;
  readonly reason: string | null;
  /** From when it can no longer be completed (ms since epoch). */
  readonly ends: number;
}

/** Proposing a change at a desk: {@link look} makes its text and asks, {@link sign} signs that very text. */
export interface Proposing {
  readonly act: ReturnType<typeof useAct>;
  readonly asked: Asked | null;
  /** Another statement is in force than the one it changes. */
  readonly stale: boolean;
  readonly look: (plan: Plan, reason?: string) => void;
  readonly sign: () => void;
  readonly close: () => void;
}

/** `now` in ms on the server's clock. */
export function useProposing({ house, me, keys, ask }: Unlocked, now: number, onProposed: () => void): Proposing {
  const [asked, setAsked] = useState<Asked | null>(null);
  const act = useAct();
  const { roster, zone } = house;
  return {
    act,
    asked,
    stale: asked !== null && asked.roster.hashes.at(-1) !== roster.hashes.at(-1),
    look: (plan, reason) =>
      void act.run(async () => {
        const text = proposedText(roster, plan, { now, zone });
        const statement = readStatement(text);
        const ends = draftEnds(Date.parse(statement.effective));
        setAsked({ roster, text, statement, comparison: compare(roster, text), reason: reason ?? null, ends });
        return Promise.resolve();
      }),
    sign: () =>
      void act.run(async () => {
        if (asked === null) return;
        const { reason } = asked;
        const note = countersign(asked.roster, asked.text, { id: me.member, seed: keys.signing });
        await settle(
          () => ask(propose, { note, ...(reason === null ? {} : { reason }) }),
          () => isSigned(ask, note, me.member),
        );
        setAsked(null);
        onProposed();
      }),
    close: () => setAsked(null),
  };
}
