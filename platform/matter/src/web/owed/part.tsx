import { readCalendar, type Calendar } from "@niuniu/owe";
import { addStrings, Button, Card, Notice, Progress, t, Trouble } from "@niuniu/ui";
import { List, useKeepsHere, type Beside, type Entered, type Part, type Placed } from "@niuniu/ui/area";
import type { JSX } from "preact";
import type { FeatureRow } from "./merge.ts";
import type { PartOwing } from "./owes.ts";
import { Week } from "./week.tsx";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };
import { sourcesOf, useOwed } from "./use-owed.tsx";

/**
 * An area's first place: what I owe, by date, over all these features, and what happens if I miss it; each gives the row, and what it
 * opens. `calendarOf`: the text of the calendar by whose days the week is shown.
 */
export function whatIsOwed<Inside extends Entered>(
  features: readonly PartOwing<Inside>[],
  calendarOf: (inside: Inside) => string,
): Part<Inside> {
  const sources = sourcesOf(features);
  const own = features.flatMap(({ name, owes }) => [
    ...(owes !== undefined && "read" in owes ? [`${name}/owed`] : []),
    ...(owes?.counts ?? []),
  ]);
  return {
    name: "matter",
    start: () => addStrings({ en, "zh-CN": zh }),
    places: [
      {
        name: "matter/owed",
        title: "matter.owed.title",
        count: ["matter/owed", ...own],
        page: (props) => (
          <OwedPlace
            {...props}
            features={features}
            sources={sources}
            calendar={readCalendar(JSON.parse(calendarOf(props.inside)))}
          />
        ),
        beside: (props) => <BesideOwed {...props} features={features} />,
      },
    ],
  };
}

/** Under which a matter is opened here: features may call two of theirs alike. */
const placed = (feature: string, matter: string): string => `${feature} ${matter}`;

function OwedPlace<Inside extends Entered>(
  props: Placed<Inside> & {
    readonly features: readonly PartOwing<Inside>[];
    readonly sources: ReturnType<typeof sourcesOf<Inside>>;
    readonly calendar: Calendar;
  },
): JSX.Element {
  const { inside, turn, features, onOpen } = props;
  const owed = useOwed(props.sources, inside, turn);
  const keeps = useKeepsHere();
  const away = features.flatMap(({ owes }) => owes?.away?.(inside) ?? []);
  return (
    <div class="stack place">
      <h1>{t("matter.owed.title")}</h1>
      <p class="lead">{t("matter.owed.lead")}</p>
      {!keeps && <Notice tone="owed">{t("matter.owed.keeps-nothing")}</Notice>}
      {features.map(({ name, owes }) => {
        const Head = owes?.head;
        return Head !== undefined && <Head key={name} inside={inside} turn={turn} />;
      })}
      <Trouble error={owed.error ?? owed.loadingMore.error} again={owed.again} />
      {owed.rows === null && owed.error === null && <Progress words={t("matter.owed.loading")} />}
      {owed.rows !== null && (owed.rows.length > 0 || away.length > 0) && (
        <Week due={owed.rows.map(({ due }) => due)} away={away} now={Date.now()} calendar={props.calendar} />
      )}
      {owed.rows !== null && <Rows rows={owed.rows} current={props.current} onOpen={onOpen} />}
      {owed.rows !== null && owed.more !== null && (
        <div class="row">
          <Button onClick={owed.more} busy={owed.loadingMore.busy ? t("matter.owed.loading") : null}>
            {t("matter.owed.more")}
          </Button>
          <span class="soft small">{t("matter.owed.shown", { shown: owed.rows.length, total: owed.total })}</span>
        </div>
      )}
      {features.map(({ name, owes }) => {
        const Below = owes?.below;
        return (
          Below !== undefined && (
            <Below key={name} inside={inside} turn={turn} onOpen={(matter) => onOpen(placed(name, matter))} />
          )
        );
      })}
    </div>
  );
}

function Rows(props: {
  readonly rows: readonly FeatureRow[];
  readonly current: string | null;
  readonly onOpen: (name: string) => void;
}): JSX.Element {
  if (props.rows.length === 0) {
    return (
      <Card>
        <strong>{t("matter.owed.empty")}</strong>
        <p class="soft">{t("matter.owed.empty-why")}</p>
      </Card>
    );
  }
  return (
    <List label={t("matter.owed.title")}>
      {props.rows.map(({ feature, matter, due, show: Row }) => {
        const name = placed(feature, matter);
        return <Row key={name} due={due} current={name === props.current} onOpen={() => props.onOpen(name)} />;
      })}
    </List>
  );
}

/** What was opened, as its feature shows it. */
function BesideOwed<Inside extends Entered>(
  props: Beside<Inside> & { readonly features: readonly PartOwing<Inside>[] },
): JSX.Element {
  const { features, ...given } = props;
  const at = given.name.indexOf(" ");
  const Shown = features.find(({ name }) => name === given.name.slice(0, at))?.owes?.beside;
  return Shown === undefined ? <></> : <Shown {...given} name={given.name.slice(at + 1)} />;
}
