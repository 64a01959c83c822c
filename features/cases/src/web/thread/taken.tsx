import { keysOf } from "@niuniu/roster";
import { t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { ReportLetter } from "../../letters.ts";
import { isTheirs } from "../../taken-down.ts";
import { nameOf } from "./names.ts";
import type { OpenThread } from "./receipt-case.ts";

/** Who took the report down for whoever holds its receipt, and how they were told; nothing of one that its reporter wrote. */
export function Taken(props: { readonly thread: OpenThread; readonly letter: ReportLetter }): JSX.Element | null {
  const { thread, letter } = props;
  const { takenBy } = letter;
  if (takenBy === undefined) return null;
  const signed = isTheirs(letter, keysOf(thread.trust.roster, takenBy.member));
  const values = { name: nameOf(thread, takenBy.member) };
  return (
    <p class={signed ? "small soft" : "small"}>
      {t(signed ? `cases.thread.taken.${takenBy.by}` : "cases.thread.taken.unsigned", values)}
    </p>
  );
}
