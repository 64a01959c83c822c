import { nameOf } from "@niuniu/roster";
import { Button, Card, formatDay, t, useLoad } from "@niuniu/ui";
import type { Placed } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { moved as movedRoute } from "../../routes.ts";
import { CaseList } from "./case-list.tsx";
import { nowAt, type Desk } from "./desk.ts";
import { shortName } from "./due.ts";
import { useDesk, type Inside } from "./inside.ts";
import { useLines } from "./use-lines.ts";

/** The first screen: what I owe, by date, and what happens if I miss it; then what moved away from me. */
export function OwedPage(props: Placed<Inside>): JSX.Element {
  const desk = useDesk(props.inside);
  const owed = useLines(desk, "owed", props.turn);
  const moved = useLoad(() => desk.ask(movedRoute, undefined), `moved ${props.turn}`);
  return (
    <div class="stack place">
      <h1>{t("cases.desk.owed.title")}</h1>
      <p class="lead">{t("cases.desk.owed.lead")}</p>
      <CaseList
        desk={desk}
        label={t("cases.desk.owed.title")}
        loaded={owed}
        current={props.current}
        onOpen={props.onOpen}
        empty={
          <Card>
            <strong>{t("cases.desk.owed.empty")}</strong>
            <p class="soft">{t("cases.desk.owed.empty-why")}</p>
          </Card>
        }
      />
      {moved.value !== null && moved.value.length > 0 && (
        <section class="stack close" aria-labelledby="moved">
          <h2 id="moved">{t("cases.desk.moved.title")}</h2>
          <ul class="stack close">
            {moved.value.map((one) => (
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
      )}
    </div>
  );
}

function said(
  desk: Desk,
  one: { readonly to: string; readonly day: string },
): { readonly name: string; readonly day: string } {
  return { name: nameOf(desk.roster, one.to), day: formatDay(one.day, nowAt(desk)) };
}
