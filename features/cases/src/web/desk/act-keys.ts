import { useKeys } from "@niuniu/ui/area";

/** The keys of an open case: reply, and each act that is offered. */
export function useActKeys(offered: readonly string[], show: (kind: "note" | "outcome" | "stage") => void): void {
  const keys = [
    { key: "n", does: "cases.find.key.note", kind: "note" },
    { key: "o", does: "cases.find.key.outcome", kind: "outcome" },
    { key: "m", does: "cases.find.key.stage", kind: "stage" },
  ] as const;
  const reply = {
    key: "r",
    does: "cases.find.key.reply",
    act: () => document.querySelector<HTMLElement>(".pane .acts textarea")?.focus(),
  };
  useKeys([
    // Whoever owns the case can reply; others leave notes.
    ...(offered.includes("outcome") ? [reply] : []),
    ...keys.filter(({ kind }) => offered.includes(kind)).map(({ kind, ...one }) => ({ ...one, act: () => show(kind) })),
  ]);
}
