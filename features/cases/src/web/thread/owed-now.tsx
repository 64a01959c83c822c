import { nextInLine } from "../../kind.ts";
import { formatDate, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { day, nameOf, timeLeft } from "./names.ts";
import type { OpenThread } from "./receipt-case.ts";
import { Reminder } from "./reminder.tsx";

/** Who gets the case if the date is missed, by this page's own reckoning; null if nobody else can. */
function nextOf({ state, witness, header, trust }: OpenThread): string | null {
  if (state?.obligation == null) return null;
  try {
    const { policy, calendar, awayOn } = witness;
    const active = witness.membersAt(Date.now());
    const absent = active.map(({ id }) => id).filter((id) => awayOn(id, state.day));
    const next = nextInLine(state, { policy, calendar, active, absent });
    return next === header.owed?.owner || next === null || trust.active.length === 0 ? null : next;
  } catch {
    return null;
  }
}

/** What is owed now: who, what, by when, and what happens if it is missed. `wait`: until then nothing is asked of the reporter. */
export function OwedNow({ thread, wait }: { readonly thread: OpenThread; readonly wait: boolean }): JSX.Element | null {
  const { owed, waiting } = thread.header;
  const { state } = thread;
  if (owed === null) return null;
  const name = nameOf(thread, owed.owner);
  const next = nextOf(thread);
  const now = Date.now();
  const date = formatDate(owed.due, now, thread.trust.zone);
  const act = ["answer", "update", "outcome", "second"].includes(owed.act) ? owed.act : "answer";
  return (
    <div class="notice tone-owed">
      {state?.role === "review" && (
        <strong class="block">{t("cases.thread.reviews", { name, day: day(state.outcomeBy) })}</strong>
      )}
      <strong class="block">{t(`cases.thread.owed.${act}`, { name, date })}</strong>
      <span class="small">
        {owed.due > now && t("cases.thread.left", { time: timeLeft(owed.due, now) })}
        {next === null
          ? t("cases.thread.if-missed-stays")
          : t("cases.thread.if-missed", { name: nameOf(thread, next) })}
        {waiting && t("cases.thread.waiting")}
      </span>
      {wait && <p class="small">{t("cases.thread.wait")}</p>}
      <Reminder due={owed.due} zone={thread.trust.zone} />
    </div>
  );
}
