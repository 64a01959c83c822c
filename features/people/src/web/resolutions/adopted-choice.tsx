import type { Roster } from "@niuniu/roster";
import { Choices, formatDay, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { RulesChanges } from "../committee/rules-changes.tsx";
import type { RuleTexts } from "../committee/rules-change.ts";
import { standingOf, type Offer } from "./read.ts";

/** Hashes of adopted texts that a next statement would put in force. */
export type Chosen = Readonly<Partial<Record<Offer["kind"], string | undefined>>>;

const KINDS = ["policy", "calendar"] as const;

/** The texts with what was chosen in the place of what is in force. */
function textsWith(before: RuleTexts, offers: readonly Offer[], chosen: Chosen): RuleTexts {
  const of = (kind: Offer["kind"]): string => offers.find(({ hash }) => hash === chosen[kind])?.text ?? before[kind];
  return { policy: of("policy"), calendar: of("calendar") };
}

/** Who was for a text, by the names of the statement they voted under. */
export function namesFor(roster: Roster, { proposal, inFavour }: Offer): string {
  const named = roster.statements[roster.hashes.indexOf(proposal.statement)]?.members ?? [];
  return inFavour.map((id) => named.find((member) => member.id === id)?.name ?? id).join(t("people.comma"));
}

/** Who was for it; and of a text that was in force before, that another took its place since. */
function hintOf(roster: Roster, offer: Offer): string {
  const by = t("people.rules.adopted-by", { names: namesFor(roster, offer) });
  const standing = standingOf({ adopted: offer.proposal.date, proposal: offer.proposal }, roster);
  return standing === "followed" ? `${t("people.rules.replaced")}${by}` : by;
}

/** Puts an adopted text in force, or leaves what is: exactly what was adopted is offered, with what it changes. */
export function AdoptedChoice(props: {
  readonly roster: Roster;
  readonly before: RuleTexts;
  readonly offers: readonly Offer[];
  readonly chosen: Chosen;
  readonly now: number;
  readonly onChoose: (chosen: Chosen) => void;
}): JSX.Element {
  const { roster, before, offers, chosen, now } = props;
  return (
    <>
      {KINDS.map((kind) => {
        const these = offers.filter((offer) => offer.kind === kind);
        if (these.length === 0) return null;
        return (
          <Choices
            key={kind}
            label={t(`people.rules.${kind}`)}
            value={chosen[kind] ?? ""}
            choices={[
              { value: "", title: t("people.rules.keep") },
              ...these.map((offer) => ({
                value: offer.hash,
                title: t("people.rules.adopted", { day: formatDay(offer.proposal.date, now) }),
                hint: hintOf(roster, offer),
              })),
            ]}
            onChoose={(hash) => props.onChoose({ ...chosen, [kind]: hash === "" ? undefined : hash })}
          />
        );
      })}
      {Object.values(chosen).some((hash) => hash !== undefined) && (
        <RulesChanges before={before} after={textsWith(before, offers, chosen)} />
      )}
    </>
  );
}
