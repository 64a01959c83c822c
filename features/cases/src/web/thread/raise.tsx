import { Button, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { classesMove } from "../../rules-version.ts";
import { isRaise } from "../../urgency.ts";
import type { OpenThread } from "./receipt-case.ts";

const raises = ["serious", "crisis"] as const;
/** What a case can be raised to. */
export type Raised = (typeof raises)[number];

/** That it is more urgent than it is taken for: by the reporter's word alone, at any hour. */
export function Raise(props: {
  readonly thread: OpenThread;
  readonly onRaise: (to: Raised) => void;
}): JSX.Element | null {
  const { state, witness } = props.thread;
  if (state?.obligation == null || state.sealed || !classesMove(witness)) return null;
  const more = raises.filter((to) => isRaise(state.class, to));
  return (
    <section class="stack close" aria-label={t("cases.thread.urgency")}>
      <p class="soft small">{t(`cases.thread.urgency.${state.class}`)}</p>
      <a class="small" href="/now" target="_blank" rel="noopener">
        {t("cases.thread.now")}
      </a>
      {more.length > 0 && (
        <div class="row">
          {more.map((to) => (
            <Button key={to} kind="quiet" onClick={() => props.onRaise(to)}>
              {t(`cases.thread.raise.${to}`)}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
