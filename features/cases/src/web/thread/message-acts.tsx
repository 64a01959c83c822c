import { Button, dayIn, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { objectionTo } from "./first.ts";
import type { OpenThread } from "./receipt-case.ts";

/** The one thing a reporter can say about a message. */
export function MessageActs(props: {
  readonly thread: OpenThread;
  readonly number: number;
  readonly onAct: (about: number, kind: "unanswered" | "contest") => void;
}): JSX.Element | null {
  const { state, trust } = props.thread;
  const kind = objectionTo(state, props.number, dayIn(Date.now(), trust.zone));
  if (kind === null) return null;
  return (
    <div class="row acts-below">
      <Button kind="quiet" onClick={() => props.onAct(props.number, kind)}>
        {t(kind === "contest" ? "cases.thread.contest" : "cases.thread.not-answer")}
      </Button>
    </div>
  );
}
