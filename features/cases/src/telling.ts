import type { NowClosed, Setting } from "./consequence.ts";
import { ladderOf } from "./ladder.ts";
import { secondIsTold } from "./rules-version.ts";
import type { CaseState } from "./state.ts";

/** True once anybody has written to the reporter about the matter: an answer, or with a stage. */
export const hasAnswer = ({ messages }: Pick<CaseState, "messages">): boolean =>
  messages.some(({ kind }) => kind === "answer" || kind === "stage");

/**
 * Who is told that `by` ends a case about which nobody has written to its reporter: the first on the ladder of decisions who is
 * here and is another. So it is never one person alone who knows. Nothing where somebody had answered; nobody where
 * nobody else can read it.
 */
export function toldBy(state: CaseState, by: string, setting: Setting): Pick<NowClosed, "told" | "skipped"> {
  if (!secondIsTold(setting) || hasAnswer(state)) return {};
  const ladder = ladderOf(state, "decision", setting).filter((id) => id !== by);
  const at = ladder.findIndex((id) => !setting.absent.includes(id));
  const told = ladder[at];
  return told === undefined ? { skipped: ladder } : { told, skipped: ladder.slice(0, at) };
}
