import { Card, t } from "@niuniu/ui";
import { PagedList, usePages, type Placed } from "@niuniu/ui/area";
import { list, type CaseLine } from "../../routes.ts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { CaseRow } from "./case-row.tsx";
import { useDesk } from "./desk.ts";
import { nowAt, type Inside } from "@niuniu/matter/web/desk";
import { FindBox, useKept, wordsFor } from "@niuniu/matter/web/find";
import { filtered, Filters, type Filter } from "./find/filters.tsx";
import { TakeButton } from "./take/begun.tsx";
import { TakePage } from "./take/take-page.tsx";

const sorts = ["open", "closed"] as const;

/** Every case this member can open, whoever owns it; and in its place, what somebody tells them and they take down. */
export function CasesPage(props: Placed<Inside>): JSX.Element {
  const desk = useDesk(props.inside);
  const [taking, setTaking] = useState(false);
  if (taking) return <TakePage desk={desk} onClose={() => setTaking(false)} />;
  return <CaseList {...props} onTake={() => setTaking(true)} />;
}

function CaseList(props: Placed<Inside> & { readonly onTake: () => void }): JSX.Element {
  const desk = useDesk(props.inside);
  const [which, setWhich] = useState<(typeof sorts)[number]>("open");
  const [filters, setFilters] = useState<readonly Filter[]>([]);
  const loaded = usePages(
    (from) => desk.ask(list, { which, ...from }),
    `${which} ${props.turn}`,
    (line) => line.case,
  );
  const lines = loaded.lines === null ? null : filtered(loaded.lines, which === "open" ? filters : [], desk.me);
  return (
    <div class="stack place">
      <h1>{t("cases.desk.cases.title")}</h1>
      <p class="lead">{t("cases.desk.cases.lead")}</p>
      <TakeButton onOpen={props.onTake} />
      <FindBox words="cases.find" now={nowAt(desk)} onOpen={props.onOpen}>
        <>
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
          {which === "open" && <Filters chosen={filters} onChoose={setFilters} />}
          {which === "closed" && <NotOpenedHere lines={lines ?? []} />}
          <PagedList
            words="cases.desk"
            label={t(`cases.desk.cases.${which}`)}
            over={which === "closed"}
            loaded={{ ...loaded, lines }}
            row={(line) => (
              <CaseRow
                key={line.case}
                {...{ desk, line }}
                current={line.case === props.current}
                onOpen={() => props.onOpen(line.case)}
              />
            )}
            empty={
              <Card>
                {loaded.lines?.length === 0 || which === "closed"
                  ? t(`cases.desk.cases.${which}-empty`)
                  : t("cases.find.filter.none", { n: loaded.lines?.length ?? 0 })}
              </Card>
            }
          />
        </>
      </FindBox>
    </div>
  );
}

/** Once for all of them: which closed cases were not opened in this browser. */
function NotOpenedHere({ lines }: { readonly lines: readonly CaseLine[] }): JSX.Element | null {
  const kept = useKept();
  const any = lines.some((line) => wordsFor(kept.of(line.case)) === "");
  return any ? <p class="soft small">{t("cases.find.unread")}</p> : null;
}
