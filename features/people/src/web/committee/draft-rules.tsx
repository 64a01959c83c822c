import type { Roster, Statement } from "@niuniu/roster";
import { formatDay, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { namesFor } from "../resolutions/adopted-choice.tsx";
import type { Offer } from "../resolutions/read.ts";
import { namedBy, type RuleTexts } from "./rules-change.ts";
import { RulesChanges } from "./rules-changes.tsx";

const KINDS = ["policy", "calendar"] as const;

/**
 * What a draft would change about the rules: shown in full, with the resolution by which each text was adopted, or that none is
 * known; and warned of where this server does not give a text. `brought`: what the server brings, whoever adopted it.
 */
export function DraftRules(props: {
  readonly house: RuleTexts & { readonly roster: Roster };
  readonly statement: Statement;
  readonly offers: readonly Offer[];
  readonly brought: RuleTexts;
  readonly now: number;
}): JSX.Element | null {
  const { house, statement, offers, brought, now } = props;
  const [before, own] = [namedBy(house), namedBy(brought)];
  const changed = KINDS.filter((kind) => statement[kind] !== before[kind]);
  if (changed.length === 0) return null;
  const offered = (kind: Offer["kind"]): Offer | undefined =>
    offers.find((offer) => offer.kind === kind && offer.hash === statement[kind]);
  const textOf = (kind: Offer["kind"]): string | undefined =>
    changed.includes(kind)
      ? (offered(kind)?.text ?? (statement[kind] === own[kind] ? brought[kind] : undefined))
      : house[kind];
  const [policy, calendar] = [textOf("policy"), textOf("calendar")];
  if (policy === undefined || calendar === undefined) return <Notice tone="missed">{t("people.rules.unknown")}</Notice>;
  return (
    <>
      <RulesChanges before={house} after={{ policy, calendar }} />
      {changed.map((kind) => {
        const offer = offered(kind);
        return offer === undefined ? (
          <Notice key={kind} tone="owed">
            {t(`people.rules.unresolved-${kind}`)}
          </Notice>
        ) : (
          <p key={kind} class="soft small">
            {t(`people.rules.resolved-${kind}`, {
              day: formatDay(offer.proposal.date, now),
              names: namesFor(house.roster, offer),
            })}
          </p>
        );
      })}
    </>
  );
}
