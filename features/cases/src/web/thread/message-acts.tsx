import { Button, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { OpenThread } from "./receipt-door.ts";

/** Whether an answer can be called none, or an outcome be contested, now. */
function actsFor(thread: OpenThread, number: number, today: string): "unanswered" | "contest" | null {
  const { state } = thread;
  const message = state?.messages.find((one) => one.number === number);
  if (state === null || message === undefined || message.contested) return null;
  if (message.kind === "answer" || message.kind === "stage") return state.obligation === null ? null : "unanswered";
  const last = state.messages.findLast(({ kind }) => kind === "outcome" || kind === "junk");
  const open = state.contestUntil !== null && today <= state.contestUntil;
  return open && last?.number === number ? "contest" : null;
}

/** The one thing a reporter can say about a message. */
export function MessageActs(props: {
  readonly thread: OpenThread;
  readonly number: number;
  readonly onAct: (about: number, kind: "unanswered" | "contest") => void;
}): JSX.Element | null {
  const kind = actsFor(props.thread, props.number, new Date().toISOString().slice(0, 10));
  if (kind === null) return null;
  return (
    <div class="row acts-below">
      <Button kind="quiet" onClick={() => props.onAct(props.number, kind)}>
        {t(kind === "contest" ? "cases.thread.contest" : "cases.thread.not-answer")}
      </Button>
    </div>
  );
}
