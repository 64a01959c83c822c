import { Notice, Progress, t, useLoad } from "@niuniu/ui";
import type { Beside } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { committee as committeeRoute } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { Pane } from "../desk/pane.tsx";
import { offersIn } from "../resolutions/read.ts";
import { Trouble } from "../trouble.tsx";
import { DraftCard, useDeskSigning } from "./drafts.tsx";

const EVERY = 10_000;

/** One change that waits for signatures, by who proposed it: to read, to compare and to sign. */
export function DraftPane(props: Beside<Unlocked> & { readonly by: string }): JSX.Element {
  const { inside: desk, by, turn } = props;
  const { house, ask } = desk;
  const { value: committee, error, again } = useLoad(() => ask(committeeRoute, undefined), `committee ${turn}`, EVERY);
  const offers = useMemo(() => offersIn(house.roster, committee?.adopted ?? []), [house.roster, committee]);
  const draft = committee?.drafts.find((one) => one.by === by);
  const gone = committee !== null && draft === undefined;
  useEffect(() => {
    // It has taken force, perhaps: what is in force is not shown a minute late.
    if (gone) desk.refresh();
  }, [gone]);
  const signed = (): void => {
    again();
    desk.refresh();
    props.onChanged();
  };
  const signing = useDeskSigning(desk, committee?.drafts ?? [], signed);
  return (
    <Pane label={t("people.draft.title")} name={props.name} onClose={props.onClose}>
      <h1>{t("people.asked.sign")}</h1>
      <Trouble error={error} again={again} />
      {committee === null && error === null && <Progress words={t("people.loading")} />}
      {gone && (
        <Notice tone="done" title={t("people.draft.gone")}>
          {t("people.draft.gone-why", { number: house.roster.newest.number })}
        </Notice>
      )}
      {committee !== null && draft !== undefined && (
        <DraftCard
          key={draft.by}
          desk={desk}
          draft={draft}
          newcomers={committee.newcomers}
          rules={committee.rules}
          offers={offers}
          now={Date.now() + house.ahead}
          several={false}
          onSign={signing.sign}
          onChanged={signed}
        />
      )}
      {signing.dialog}
    </Pane>
  );
}
