import type { Duty, Member } from "@niuniu/roster";
import { Button, CheckMark, formatDate, formatDay, Notice, Person, t, aboutMember } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { refusalOf, remaining } from "@niuniu/matter/web/begin";
import type { ScreenProps } from "./screen.ts";
import { StatementWords } from "./statement-words.tsx";
import type { CommitteeState } from "./use-committee.ts";

type Checked = Extract<CommitteeState, { readonly state: "checked" }>;

/** What is wrong with the public record in which the committee stands. None of it keeps anybody from writing. */
function RecordNotices({ committee }: { readonly committee: Checked }): JSX.Element | null {
  const { record, zone } = committee.trust;
  if (committee.contradicts) return <Notice tone="missed">{t("cases.check.contradicts")}</Notice>;
  if (!record.stale) return null;
  return <Notice tone="owed">{t("cases.check.stale", { date: formatDate(record.until, Date.now(), zone) })}</Notice>;
}

/** Of these nobody should do two (`coinciding` of the roster, which would bring more along than this page may weigh). */
const APART: readonly Duty[] = ["investigation", "decision", "review"];

/** Who does, of those who can open it: a small committee cannot help it. The first version of a statement says nothing of it. */
function Coinciding({ members }: { readonly members: readonly Member[] }): JSX.Element | null {
  const both = members.filter(({ serves = [] }) => APART.filter((duty) => serves.includes(duty)).length > 1);
  return both.length === 0 ? null : (
    <p class="hint">
      {t("cases.check.coincide", { names: both.map(({ name }) => name).join(t("cases.check.comma")) })}
    </p>
  );
}

/** Exactly who can open the report, by name; one tap strikes out, another restores. */
export function ReadersCard(props: ScreenProps & { readonly committee: Checked }): JSX.Element {
  const { draft, change, committee } = props;
  const [refused, setRefused] = useState<string | null>(null);
  const { active, first, roster } = committee.trust;
  const readers = remaining(active, draft.struck);

  const toggle = (id: string, name: string): void => {
    const struck = draft.struck.includes(id) ? draft.struck.filter((other) => other !== id) : [...draft.struck, id];
    const refusal = refusalOf(remaining(active, struck), draft.optOut);
    // Restoring is never refused, even if it does not suffice yet.
    if (refusal !== null && struck.length > draft.struck.length) {
      setRefused(t(`cases.check.${refusal}`, { name }));
      return;
    }
    setRefused(null);
    change({ struck });
  };

  return (
    <section class="card">
      <h2 aria-live="polite">
        {/* A browser that translates keeps its own copy of a text that changes; one with another key is made anew. */}
        <span key={readers.length}>
          {t(readers.length === 1 ? "cases.check.reader" : "cases.check.readers", { n: readers.length })}
        </span>
      </h2>
      {committee.pinned === "changed" && <Notice tone="missed">{t("cases.check.changed")}</Notice>}
      {committee.trust.standing === "expired" && (
        <Notice tone="owed">
          {t("cases.check.expired", { day: formatDay(roster.newest.validUntil, Date.now()) })}
        </Notice>
      )}
      <RecordNotices committee={committee} />
      {committee.Early !== null && <committee.Early trust={committee.trust} words="cases.check.early" />}
      <p class="hint">
        {t("cases.check.readers-hint", { n: readers.filter(({ side }) => side === "employer").length })}
      </p>
      <ul>
        {active.map((member) => {
          const struck = draft.struck.includes(member.id);
          const act = struck ? "restore" : "strike";
          return (
            <li key={member.id}>
              <Person name={member.name} about={struck ? t("cases.check.struck") : aboutMember(member)} struck={struck}>
                <Button
                  kind="quiet"
                  label={t(`cases.check.${act}-name`, { name: member.name })}
                  onClick={() => toggle(member.id, member.name)}
                >
                  <span key={act}>{t(`cases.check.${act}`)}</span>
                </Button>
              </Person>
            </li>
          );
        })}
      </ul>
      <p class="error" role="alert">
        {refused ?? ""}
      </p>
      <Coinciding members={readers} />
      <p class="small">
        <CheckMark>{t("cases.check.signed")}</CheckMark>
        <span class="soft">
          {"\u00a0· "}
          {t("cases.check.vouched")}
        </span>
      </p>
      <StatementWords first={first} open={committee.pinned === "changed"} />
    </section>
  );
}
