import { CasePane, CasesPage, live, makeDesk, OwedPage, useLeaveWarning, useOwnDrafts } from "@niuniu/cases/web/desk";
import { NameAlarms, RecordPage, useWatch } from "@niuniu/ledger/web/desk";
import { CommitteePage, DeskGate, KeysPage, type Unlocked } from "@niuniu/people/web";
import { useLive, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { DeskNav, type Place } from "./desk-nav.tsx";
import { useView } from "./use-view.ts";

/** `/desk`: behind the gate, one navigation, one list, one case. */
export function DeskPage(): JSX.Element {
  useLeaveWarning();
  return <DeskGate>{(unlocked) => <Inside unlocked={unlocked} />}</DeskGate>;
}

function Inside({ unlocked }: { readonly unlocked: Unlocked }): JSX.Element {
  const { me, keys, house, ask, authorization } = unlocked;
  const [view, go] = useView(me.member);
  useOwnDrafts(me.member, keys);
  const watch = useWatch(unlocked);
  const [turn, setTurn] = useState(0);
  const [fresh, setFresh] = useState(false);
  const changed = (): void => {
    setTurn((count) => count + 1);
    setFresh(true);
  };
  const up = useLive(live, authorization, { changed, refused: unlocked.refused });
  useEffect(() => {
    if (!fresh) return undefined;
    const timer = setTimeout(() => setFresh(false), 6_000);
    return () => clearTimeout(timer);
  }, [fresh, turn]);
  const statement = house.roster.hashes.at(-1);
  const desk = useMemo(() => {
    const { roster, policy, calendar, ahead } = house;
    const clock = (): number => Date.now();
    return makeDesk({ me: me.member, keys, roster, policy, calendar, ask, authorization, clock, ahead });
    // The house is read every minute; only another statement makes another desk.
  }, [me.member, keys, statement, ask, authorization]);
  useEffect(() => {
    document.title = `${t("cases.desk.page")} · ${t("ui.name")}`;
  });
  const list = { desk, turn, current: view.name, onOpen: (name: string) => go({ ...view, name }) };
  const beside = view.name !== null && (view.place === "owed" || view.place === "cases");
  return (
    <div class={`desk${beside ? " with-case" : ""}`}>
      <DeskNav
        unlocked={unlocked}
        desk={desk}
        turn={turn}
        place={view.place}
        fresh={fresh}
        up={up}
        onGo={(place: Place) => go({ place, name: null })}
      />
      <main>
        <div class="desk-list">
          <NameAlarms watch={watch} />
          {view.place === "owed" && <OwedPage {...list} />}
          {view.place === "cases" && <CasesPage {...list} />}
          {view.place === "committee" && <CommitteePage desk={unlocked} />}
          {view.place === "record" && <RecordPage desk={unlocked} watch={watch} />}
          {view.place === "keys" && <KeysPage desk={unlocked} />}
        </div>
        {beside && (
          <CasePane
            key={view.name}
            desk={desk}
            house={house}
            name={view.name}
            turn={turn}
            onClose={() => go({ ...view, name: null })}
            onChanged={() => setTurn((count) => count + 1)}
          />
        )}
      </main>
    </div>
  );
}
