import { originOf, type Origin } from "@niuniu/committee";
import { fingerprint, type Roster } from "@niuniu/roster";
import { Check, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Newcomer } from "../../routes.ts";
import { MemberCard } from "../signing/member-card.tsx";
import { isWelcome, OriginNotice } from "../signing/origin.tsx";
import { Words } from "../words.tsx";
import { isSound } from "./proposal.ts";

/** Somebody with keys who waits, and where they come from. */
interface Arrival {
  readonly newcomer: Newcomer;
  readonly origin: Origin;
}

/** Those whom a statement may take in, and those whom nobody should sign for. `now` in ms. */
export function arrivals(
  roster: Roster,
  newcomers: readonly Newcomer[],
  now: number,
): { readonly guests: readonly Arrival[]; readonly strangers: readonly Arrival[] } {
  const found = newcomers.filter(isSound).map((newcomer) => ({ newcomer, origin: originOf(roster, newcomer, now) }));
  return {
    guests: found.filter(({ origin }) => isWelcome(origin)),
    strangers: found.filter(({ origin }) => !isWelcome(origin)),
  };
}

/** What a tick beside somebody is for: this person under these keys. */
export const keysOf = ({ id, key, recipient }: Newcomer): string => `${id} ${key} ${recipient}`;

/** Who waits to be taken in: strangers with a warning and nothing to tick, guests with their words to compare. */
export function Newcomers(props: {
  readonly arrivals: ReturnType<typeof arrivals>;
  readonly added: readonly string[];
  readonly onToggle: (keys: string, yes: boolean) => void;
}): JSX.Element {
  const { guests, strangers } = props.arrivals;
  return (
    <>
      {strangers.length > 0 && (
        <ul class="stack">
          {strangers.map(({ newcomer, origin }, at) => (
            <MemberCard key={at} member={newcomer} mine={false} origin={origin} />
          ))}
        </ul>
      )}
      {guests.length > 0 && <h3>{t("people.change.take-in")}</h3>}
      {guests.map(({ newcomer, origin }) => (
        <div key={newcomer.id} class="stack close">
          <Check
            checked={props.added.includes(keysOf(newcomer))}
            onChange={(yes) => props.onToggle(keysOf(newcomer), yes)}
            title={`${newcomer.name} · ${newcomer.role} · ${t(`people.side.${newcomer.side}`)}`}
            hint={t("people.change.compare")}
          />
          <OriginNotice origin={origin} name={newcomer.name} />
          <Words hash={fingerprint(newcomer)} count={6} label={t("people.fingerprint")} />
        </div>
      ))}
    </>
  );
}
