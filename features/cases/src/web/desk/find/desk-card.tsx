import type { Inside } from "@niuniu/matter/web/desk";
import { seatsOf } from "@niuniu/roster";
import { Breakable, Button, More, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { clockWords } from "../../span-words.ts";

/** What the card says, line by line; nothing of any case, so it may lie about. */
const lines = ["dates", "missed", "moves", "names", "words"] as const;

/** A card for a handler's desk, to be read and printed: where, by when, and what follows; it holds no word that opens anything. */
export function DeskCard({ inside }: { readonly inside: Inside }): JSX.Element {
  const { roster, policy } = inside.house;
  const seats = seatsOf(roster.newest);
  const mine = seats.find(({ id }) => id === inside.me.member);
  const clocks = clockWords(policy);
  return (
    <More title={t("cases.card.title")}>
      <div class="desk-card stack close">
        <p>
          <strong>{mine?.name ?? ""}</strong> <span class="soft">{mine?.role ?? ""}</span>
          <span class="block code">
            <Breakable text={`${location.host}/desk`} />
          </span>
        </p>
        <ul class="facts">
          {lines.map((line) => (
            <li key={line}>{t(`cases.card.${line}`, clocks)}</li>
          ))}
        </ul>
        <p class="small">
          {seats.map((seat) => t("cases.card.seat", { name: seat.name, role: seat.role })).join(t("cases.desk.comma"))}
        </p>
      </div>
      <Button onClick={() => print()}>{t("cases.card.print")}</Button>
    </More>
  );
}
