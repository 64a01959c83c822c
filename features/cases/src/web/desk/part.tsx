import type { OwedPage, PartOwing } from "@niuniu/matter/web/owed";
import { list, moved } from "../../routes.ts";
import { CasePane } from "./case-pane.tsx";
import { CaseRow } from "./case-row.tsx";
import { CasesPage } from "./cases-page.tsx";
import { useOwnDrafts, type Always as AlwaysShown, type Placed } from "@niuniu/ui/area";
import { deskOf, useDesk } from "./desk.ts";
import { MovedMatters, type Inside } from "@niuniu/matter/web/desk";
import { DeskCard } from "./card/desk-card.tsx";
import { NAMED, NamedCases, NamedCount } from "./find/named.tsx";
import { KeptProvider, useOwnKept } from "@niuniu/matter/web/find";
import { startDesk } from "./strings.ts";
import { ReceiptWaits } from "./take/begun.tsx";
import type { JSX } from "preact";

/** What the desk shows of cases: what is owed in them, and all that this member can open. */
export const cases: PartOwing<Inside> = {
  name: "cases",
  start: startDesk,
  places: [
    {
      name: "cases/all",
      title: "cases.desk.cases.title",
      count: ["cases/open"],
      page: CasesPage,
      finds: true,
      beside: CasePane,
      always: Always,
    },
  ],
  owes: { read: readOwed, beside: CasePane, counts: [NAMED], below: BelowOwed },
  around: ({ inside, children }) => {
    useOwnDrafts(inside.me.member, inside.keys);
    return <KeptProvider value={useOwnKept(inside.me.member, inside.keys, "")}>{children}</KeptProvider>;
  },
};

function Always(props: AlwaysShown<Inside>): JSX.Element {
  return (
    <>
      <ReceiptWaits isHere={props.isHere} />
      <NamedCount {...props} />
    </>
  );
}

function BelowOwed(props: Pick<Placed<Inside>, "inside" | "turn" | "onOpen">): JSX.Element {
  const desk = useDesk(props.inside);
  return (
    <>
      <NamedCases {...props} />
      <MovedMatters {...props} words="cases.desk" desk={desk} read={() => desk.ask(moved, undefined)} />
      <DeskCard inside={props.inside} />
    </>
  );
}

async function readOwed(inside: Inside, after: string | null): Promise<OwedPage> {
  const desk = deskOf(inside);
  const page = await desk.ask(list, { which: "owed", ...(after === null ? {} : { after }) });
  const rows = page.lines.map((line) => {
    return {
      matter: line.case,
      due: line.owed?.due ?? 0,
      show: (seen: { readonly current: boolean; readonly onOpen: () => void }) => (
        <CaseRow desk={desk} line={line} {...seen} />
      ),
    };
  });
  return { ...page, rows };
}
