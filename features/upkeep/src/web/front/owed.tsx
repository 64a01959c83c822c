import type { Seen } from "@niuniu/trust";
import { call, dayIn, formatDay, Pill, sentenceOf, t, useLoaded } from "@niuniu/ui";
import type { JSX } from "preact";
import { list, type UpkeepLine } from "../../routes.ts";

const ask = () => call(list, undefined);

/** What the committee owes this line now, by whom and by when, and how many dates it has missed. Nothing while there is none. */
export function OwedByCommittee({ seen }: { readonly seen: Seen }): JSX.Element | null {
  const { value, error } = useLoaded(ask);
  if (seen.answer?.statements.length === 0) return null;
  const missed = value?.missed ?? 0;
  const open = value?.lines.filter(({ owed }) => owed !== null) ?? [];
  return (
    <section class="card">
      <h2>{t("upkeep.front.title")}</h2>
      <p class="soft">{t("upkeep.front.lead")}</p>
      {error !== null && <p>{sentenceOf(error)}</p>}
      {value !== null && (
        <>
          {open.length === 0 && <p>{t("upkeep.front.none")}</p>}
          <ul class="facts stack close">
            {open.map((line) => (
              <Open key={line.matter} line={line} seen={seen} now={value.now} />
            ))}
          </ul>
          <p class="soft small">
            {missed === 0 ? t("upkeep.front.kept") : t("upkeep.front.missed", { count: missed })}
          </p>
        </>
      )}
    </section>
  );
}

function Open(props: { readonly line: UpkeepLine; readonly seen: Seen; readonly now: number }): JSX.Element {
  const { line, seen, now } = props;
  const members = seen.look.state === "checked" ? seen.look.trust.active : [];
  const owner = line.owed?.owner ?? "";
  const name = members.find(({ id }) => id === owner)?.name ?? owner;
  const late = line.misses > 0;
  return (
    <li>
      <strong>{t(`upkeep.front.what.${line.what}`)}</strong>{" "}
      <Pill tone={late ? "missed" : "owed"}>
        {t("upkeep.front.by", { name, day: formatDay(dayOfDue(line, seen), now) })}
      </Pill>
      {late && <span class="soft small"> {t("upkeep.front.missed", { count: line.misses })}</span>}
    </li>
  );
}

/** The day of its date, in the zone of the organisation's calendar. */
function dayOfDue({ owed, until }: UpkeepLine, { answer }: Seen): string {
  const zone =
    answer === null || answer.calendar === ""
      ? null
      : (JSON.parse(answer.calendar) as { readonly offset: string }).offset;
  return owed === null || zone === null ? until : dayIn(owed.due, zone);
}
