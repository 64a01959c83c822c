import type { Vote } from "@niuniu/committee";
import type { Roster } from "@niuniu/roster";
import { t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Seen } from "./read.ts";

/** A member's name as the statement under which they voted has it. */
export const nameIn = (roster: Roster, { proposal }: Pick<Seen, "proposal">, id: string): string => {
  const at = roster.hashes.indexOf(proposal.statement);
  return roster.statements[at]?.members.find((member) => member.id === id)?.name ?? id;
};

const join = (names: readonly string[]): string => names.join(t("people.comma"));

/** Who said what, those who are against first, each with their own words; then who has not spoken. */
export function VotesList(props: { readonly roster: Roster; readonly seen: Seen }): JSX.Element {
  const { roster, seen } = props;
  const name = (id: string): string => nameIn(roster, seen, id);
  const who = (says: Vote["says"]): readonly Vote[] => seen.votes.filter((vote) => vote.says === says);
  return (
    <ul class="facts stack close">
      {[...who("against"), ...who("aside")].map(({ by, says, reason }) => (
        <li key={by}>
          {t(`people.vote.said.${says}`, { name: name(by) })}
          {reason !== "" && <q class="said block">{reason}</q>}
        </li>
      ))}
      {who("for").length > 0 && (
        <li>{t("people.vote.said.for", { names: join(who("for").map(({ by }) => name(by))) })}</li>
      )}
      {seen.silent.length > 0 && (
        <li class="soft">{t("people.vote.said.nothing", { names: join(seen.silent.map(name)) })}</li>
      )}
    </ul>
  );
}

/** What an open resolution still lacks, in words. */
export function lackingWords({ lacking, employeesLacking }: Pick<Seen, "lacking" | "employeesLacking">): string {
  if (lacking === 0) return t("people.resolution.employees-lacking");
  return t(`people.resolution.lacking${employeesLacking ? "-employees" : ""}`, { count: lacking });
}
