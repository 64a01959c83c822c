import { nowAt } from "@niuniu/matter/web/desk";
import { shortName } from "@niuniu/matter/web/owed";
import { nameOf } from "@niuniu/roster";
import { Button, formatDay, t, useLoad } from "@niuniu/ui";
import type { Placed } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { moved as movedRoute } from "../../routes.ts";
import type { Desk } from "./desk.ts";
import { useDesk } from "./desk.ts";
import type { Inside } from "@niuniu/matter/web/desk";

/** What went to others because this member's date was missed, and what others closed before anybody had answered; nothing where there is none. */
export function MovedCases(props: Pick<Placed<Inside>, "inside" | "turn" | "onOpen">): JSX.Element | null {
  const desk = useDesk(props.inside);
  const { value } = useLoad(() => desk.ask(movedRoute, undefined), `moved ${props.turn}`);
  // What became of it, as others have it now: what this member did is no news to them.
  const news = value?.filter(({ to }) => to !== desk.me) ?? [];
  if (news.length === 0) return null;
  return (
    <section class="stack close" aria-labelledby="moved">
      <h2 id="moved">{t("cases.desk.moved.title")}</h2>
      <ul class="stack close">
        {news.map((one) => (
          <li key={`${one.case} ${one.day} ${one.act}`} class="soft">
            <Button kind="quiet" onClick={() => props.onOpen(one.case)}>
              <span class="code">{shortName(one.case)}</span>
            </Button>{" "}
            {one.act === "closed"
              ? t("cases.desk.moved.told", said(desk, one))
              : t("cases.desk.moved.line", { ...said(desk, one), act: t(`cases.desk.act-name.${one.act}`) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function said(
  desk: Desk,
  one: { readonly to: string; readonly day: string },
): { readonly name: string; readonly day: string } {
  return { name: nameOf(desk.roster, one.to), day: formatDay(one.day, nowAt(desk)) };
}
