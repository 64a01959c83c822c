import { Card, t } from "@niuniu/ui";
import { usePages, type Placed } from "@niuniu/ui/area";
import { list } from "../../routes.ts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { CaseList } from "./case-list.tsx";
import { useDesk } from "./desk.ts";
import type { Inside } from "@niuniu/matter/web/desk";

const sorts = ["open", "closed"] as const;

/** Every case this member can open, whoever owns it. */
export function CasesPage(props: Placed<Inside>): JSX.Element {
  const desk = useDesk(props.inside);
  const [which, setWhich] = useState<(typeof sorts)[number]>("open");
  const loaded = usePages(
    (from) => desk.ask(list, { which, ...from }),
    `${which} ${props.turn}`,
    (line) => line.case,
  );
  return (
    <div class="stack place">
      <h1>{t("cases.desk.cases.title")}</h1>
      <p class="lead">{t("cases.desk.cases.lead")}</p>
      <div class="row" role="group" aria-label={t("cases.desk.cases.which")}>
        {sorts.map((sort) => (
          <button
            key={sort}
            type="button"
            class="segment-button"
            aria-pressed={sort === which}
            onClick={() => setWhich(sort)}
          >
            {t(`cases.desk.cases.${sort}`)}
          </button>
        ))}
        {loaded.lines !== null && (
          <span class="soft small">{t("cases.desk.cases.total", { total: loaded.total })}</span>
        )}
      </div>
      <CaseList
        desk={desk}
        label={t(`cases.desk.cases.${which}`)}
        loaded={loaded}
        current={props.current}
        onOpen={props.onOpen}
        empty={<Card>{t(`cases.desk.cases.${which}-empty`)}</Card>}
      />
    </div>
  );
}
