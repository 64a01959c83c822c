import { Button, dayIn, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { endingOf } from "../../cannot-open.ts";
import type { CaseState } from "../../state.ts";
import { windowOf } from "../closing.ts";
import type { OpenThread } from "./receipt-door.ts";

/** Whether an answer can be called none, or an outcome be contested, now. */
function actsFor(thread: OpenThread, number: number, today: string): "unanswered" | "contest" | null {
  const { state } = thread;
  if (state === null) return null;
  if (state.obligation === null) return isContestable(state, number, today) ? "contest" : null;
  const message = state.messages.find((one) => one.number === number);
  const answering = message?.kind === "answer" || message?.kind === "stage";
  return answering && !message.contested ? "unanswered" : null;
}

const isContestable = (state: CaseState, number: number, today: string): boolean =>
  endingOf(state)?.number === number && windowOf(state, today) === "open";

/** The one thing a reporter can say about a message. */
export function MessageActs(props: {
  readonly thread: OpenThread;
  readonly number: number;
  readonly onAct: (about: number, kind: "unanswered" | "contest") => void;
}): JSX.Element | null {
  const kind = actsFor(props.thread, props.number, dayIn(Date.now(), props.thread.trust.zone));
  if (kind === null) return null;
  return (
    <div class="row acts-below">
      <Button kind="quiet" onClick={() => props.onAct(props.number, kind)}>
        {t(kind === "contest" ? "cases.thread.contest" : "cases.thread.not-answer")}
      </Button>
    </div>
  );
}
