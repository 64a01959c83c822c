import { Button, Progress, t, Trouble } from "@niuniu/ui";
import { List, type Pages } from "@niuniu/ui/area";
import type { CaseLine } from "../../routes.ts";
import type { ComponentChildren, JSX } from "preact";
import { CaseRow } from "./case-row.tsx";
import type { Desk } from "./desk.ts";

/** A list of cases under its column heads, which a screen reader hears from the rows themselves. */
export function CaseList(props: {
  readonly desk: Desk;
  readonly label: string;
  readonly loaded: Pages<CaseLine>;
  readonly current: string | null;
  readonly onOpen: (name: string) => void;
  readonly empty: ComponentChildren;
}): JSX.Element {
  const { loaded } = props;
  if (loaded.lines === null) {
    return loaded.error === null ? (
      <Progress words={t("cases.desk.loading")} />
    ) : (
      <Trouble error={loaded.error} again={loaded.again} />
    );
  }
  return (
    <div class="stack">
      <Trouble error={loaded.error ?? loaded.loadingMore.error} again={loaded.again} />
      {loaded.lines.length === 0 ? (
        props.empty
      ) : (
        <List label={props.label}>
          {loaded.lines.map((line) => (
            <CaseRow
              key={line.case}
              desk={props.desk}
              line={line}
              current={line.case === props.current}
              onOpen={() => props.onOpen(line.case)}
            />
          ))}
        </List>
      )}
      {loaded.more !== null && (
        <div class="row">
          <Button onClick={loaded.more} busy={loaded.loadingMore.busy ? t("cases.desk.loading") : null}>
            {t("cases.desk.more")}
          </Button>
          <span class="soft small">{t("cases.desk.shown", { shown: loaded.lines.length, total: loaded.total })}</span>
        </div>
      )}
    </div>
  );
}
