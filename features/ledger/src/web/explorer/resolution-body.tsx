import type { Vote } from "@niuniu/committee";
import type { Roster } from "@niuniu/roster";
import { formatDay, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { resolutionIn } from "../entries/resolution.ts";
import type { Naming } from "./entry-words.ts";
import { Hash } from "./hash.tsx";

/** What the committee resolved, for people: who was for it, who stood aside, and what those say who were against. */
export function ResolutionBody(props: {
  readonly body: string;
  readonly roster: Roster | null;
  readonly naming: Naming;
}): JSX.Element {
  const { roster, naming } = props;
  if (roster === null) return <p>{t("ledger.resolution.unchecked")}</p>;
  const resolution = resolutionIn(roster, props.body);
  if (resolution === null) return <Notice tone="missed">{t("ledger.resolution.broken")}</Notice>;
  const { proposal, votes, silent } = resolution;
  const names = (ids: readonly string[]): string => ids.map(naming.nameOf).join(t("ledger.comma"));
  const who = (says: Vote["says"]): readonly Vote[] => votes.filter((vote) => vote.says === says);
  return (
    <>
      <p>
        {t("ledger.resolution.proposed", { day: formatDay(proposal.date, Date.now()) })}{" "}
        {t("ledger.resolution.for", { names: names(who("for").map(({ by }) => by)) })}
      </p>
      <ul class="points">
        {[...who("against"), ...who("aside")].map(({ by, says, reason }) => (
          <li key={by}>
            {t(`ledger.resolution.${says}`, { name: naming.nameOf(by) })}
            {reason !== "" && <q class="said block">{reason}</q>}
          </li>
        ))}
      </ul>
      {silent.length > 0 && <p class="small soft">{t("ledger.resolution.silent", { names: names(silent) })}</p>}
      <p class="small soft">{t("ledger.resolution.text", { of: kindWords(proposal.kind) })}</p>
      <Hash hash={proposal.text} />
    </>
  );
}

const KINDS = ["policy", "calendar"];
const kindWords = (kind: string): string => (KINDS.includes(kind) ? t(`ledger.resolution.of.${kind}`) : kind);
