import { Composer, type Keeping, type Writing } from "@niuniu/matter/web/receipt";
import { dayIn, LinkButton, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { closedUnread } from "../../cannot-open.ts";
import { windowOf } from "../closing.ts";
import { day } from "./names.ts";
import type { OpenDoor } from "./receipt-case.ts";

interface SayMoreProps {
  readonly open: OpenDoor;
  readonly writing: Writing;
  readonly keeping: Keeping;
  /** To write back is what is most likely wanted now. */
  readonly stands: boolean;
}

/**
 * Saying more, as long as anybody could read it; what was begun before then stays to be copied. To a closed case it stays within a
 * press, for nobody has to answer it there: what makes somebody answer is said first.
 */
export function SayMore({ open, writing, keeping, stands }: SayMoreProps): JSX.Element | null {
  const { state, header, trust } = open.thread;
  const closed = (state === null ? header.owed : state.obligation) === null;
  const [begun] = useState(writing.text !== "");
  if (state?.left === true && writing.text === "") return null;
  const composer = (
    <Composer
      {...{ ...writing, ...open.of("say"), words: "cases.thread", keeping, stands }}
      empty={t("cases.what.empty")}
      say={(text) => open.say({ kind: "say", text })}
    />
  );
  if (!closed || state === null) return composer;
  const contestable = windowOf(state, dayIn(Date.now(), trust.zone)) === "open";
  return (
    <>
      {!contestable && !closedUnread(state) && (
        <div class="stack close">
          <p>{t("cases.thread.over")}</p>
          <LinkButton href="/report">{t("cases.thread.report-anew")}</LinkButton>
        </div>
      )}
      <details class="more" open={begun}>
        <summary>{t("cases.thread.more-closed")}</summary>
        <p>
          {t("cases.thread.more-closed-what")}
          {contestable && t("cases.thread.more-closed-contest", { day: day(state.contestUntil ?? "") })}
        </p>
        {composer}
      </details>
    </>
  );
}
