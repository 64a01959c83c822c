import { useCount, type Desk } from "@niuniu/cases/web/desk";
import type { Unlocked } from "@niuniu/people/web";
import { LanguageSwitch, Mark, t } from "@niuniu/ui";
import type { JSX } from "preact";

const places = ["owed", "cases", "committee", "record", "keys"] as const;
export type Place = (typeof places)[number];

/** The desk's navigation: the pages with their counts, who is signed in, and the key that locks by itself. */
export function DeskNav(props: {
  readonly unlocked: Unlocked;
  readonly desk: Desk;
  readonly turn: number;
  readonly place: Place;
  readonly fresh: boolean;
  readonly up: boolean;
  readonly onGo: (place: Place) => void;
}): JSX.Element {
  const { unlocked } = props;
  const counts: Readonly<Partial<Record<Place, number | null>>> = {
    owed: useCount(props.desk, "owed", props.turn),
    cases: useCount(props.desk, "open", props.turn),
  };
  return (
    <header class="desk-nav">
      <Mark href="/desk" />
      <nav aria-label={t("cases.desk.nav")}>
        <ul>
          {places.map((place) => (
            <li key={place}>
              <button
                type="button"
                class="nav-item"
                aria-current={place === props.place ? "page" : undefined}
                onClick={() => props.onGo(place)}
              >
                <span>{t(place === "record" ? "ledger.desk.nav" : `cases.desk.nav.${place}`)}</span>
                {counts[place] !== undefined && counts[place] !== null && <span class="count">{counts[place]}</span>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div class="desk-me small soft">
        <span class="block">
          <strong>{unlocked.me.name}</strong>
        </span>
        <span class="block">{unlocked.me.role}</span>
        <span class="block">{t("cases.desk.nav.locks", { minutes: unlocked.minutes })}</span>
        <span class="row">
          <button type="button" class="link" onClick={unlocked.lock}>
            {t("cases.desk.nav.lock")}
          </button>
          <button type="button" class="link" onClick={unlocked.signOut}>
            {t("people.sign-out")}
          </button>
          <LanguageSwitch />
        </span>
        <span class="block" role="status">
          {props.fresh ? t("cases.desk.nav.updated") : props.up ? "" : t("cases.desk.nav.line-down")}
        </span>
      </div>
    </header>
  );
}
