import { nextInLine } from "../../kind.ts";
import { formatDate, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { day, nameOf, timeLeft } from "./names.ts";
import { isChained } from "@niuniu/matter/web";
import type { OpenThread } from "./receipt-case.ts";

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
  if (owed === null) return null;
  const next = nextOf(thread);
  const now = Date.now();
  const date = formatDate(owed.due, now, thread.trust.zone);
  const act = ["answer", "update", "outcome"].includes(owed.act) ? owed.act : "answer";
  return (
    <div class="notice tone-owed">
      <strong class="block">{t(`cases.thread.owed.${act}`, { name: nameOf(thread, owed.owner), date })}</strong>
      <span class="small">
        {owed.due > now && t("cases.thread.left", { time: timeLeft(owed.due, now) })}
        {next === null
          ? t("cases.thread.if-missed-stays")
          : t("cases.thread.if-missed", { name: nameOf(thread, next) })}
        {waiting && t("cases.thread.waiting")}
      </span>
      {wait && <p class="small">{t("cases.thread.wait")}</p>}
    </div>
  );
}

/** What the server's story and the rules disagree about, in plain words and loudly. */
export function Differences({ thread }: { readonly thread: OpenThread }): JSX.Element | null {
  const chained = isChained(thread);
  const misplaced = thread.alarms.filter(({ code }) => code === "place");
  const differences = [...misplaced.map(({ number }) => ({ code: "broken-numbering", number })), ...thread.differences];
  if (chained && differences.length === 0) return null;
  const words = (value: unknown): string | number => {
    if (Array.isArray(value)) return value.map((one) => words(one)).join(" / ");
    if (typeof value === "number") return value;
    const text = String(value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return day(text);
    return thread.trust.roster.statements.some(({ members }) => members.some(({ id }) => id === text))
      ? nameOf(thread, text)
      : text;
  };
  return (
    <div class="notice tone-missed stack close" role="alert">
      {!chained && <p>{t("cases.thread.broken-chain")}</p>}
      {differences.length > 0 && (
        <>
          <strong>{t("cases.thread.differs")}</strong>
          <ul class="points">
            {differences.map((difference, index) => (
              <li key={index}>
                {t(
                  `cases.thread.d.${difference.code}`,
                  Object.fromEntries(Object.entries(difference).map(([key, value]) => [key, words(value)])),
                )}
              </li>
            ))}
          </ul>
          <p class="small">{t("cases.thread.differs-more")}</p>
        </>
      )}
    </div>
  );
}
