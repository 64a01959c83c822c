import { shortName } from "@niuniu/matter/web/owed";
import { nameOf } from "@niuniu/roster";
import { Button, t } from "@niuniu/ui";
import { tellCount, type Placed } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Inside } from "@niuniu/matter/web/desk";
import { useDesk } from "../desk.ts";
import { catchUp, type NotMine } from "./catch-up.ts";
import type { KeptCase } from "./kept-case.ts";
import { useKept, wordsFor } from "./use-kept.ts";

/** Under which the number of cases with such a note is told to the navigation. */
export const NAMED = "cases/named";

/** Cases with a note that names this member and that they have not looked at since. */
const namedIn = (all: readonly KeptCase[]): readonly KeptCase[] =>
  all.filter(({ mentions, seen }) => mentions.some(({ number }) => number > seen));

/** Keeps reading what is new in this member's cases while they are in, and says how many notes name them. */
function useCatchUp(inside: Inside, turn: number): void {
  const desk = useDesk(inside);
  const kept = useKept();
  const notMine = useRef<NotMine>(new Map());
  useEffect(() => {
    let over = false;
    catchUp(desk, kept, notMine.current, () => over).catch(() => null);
    return () => {
      over = true;
    };
  }, [desk, kept, turn]);
}

/** Notes of colleagues that name this member; nothing where there is none. Looking at the case is all it takes. */
export function NamedCases(props: Pick<Placed<Inside>, "inside" | "turn" | "onOpen">): JSX.Element | null {
  const desk = useDesk(props.inside);
  const kept = useKept();
  const named = namedIn(kept.all());
  if (named.length === 0) return null;
  return (
    <section class="stack close" aria-labelledby="named">
      <h2 id="named">{t("cases.find.named.title")}</h2>
      <p class="soft small">{t("cases.find.named.lead")}</p>
      <ul class="stack close">
        {named.map((one) => (
          <li key={one.case} class="soft">
            <Button kind="quiet" onClick={() => props.onOpen(one.case)}>
              <span class="code">{shortName(one.case)}</span> {wordsFor(one)}
            </Button>{" "}
            {t("cases.find.named.by", {
              names: [...new Set(one.mentions.filter(({ number }) => number > one.seen).map(({ by }) => by))]
                .map((by) => nameOf(desk.roster, by))
                .join(t("cases.desk.comma")),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Tells the navigation how many they are, on whatever page. */
export function NamedCount(props: Pick<Placed<Inside>, "inside" | "turn">): null {
  useCatchUp(props.inside, props.turn);
  const kept = useKept();
  const count = namedIn(kept.all()).length;
  useEffect(() => tellCount(NAMED, count), [count]);
  return null;
}
