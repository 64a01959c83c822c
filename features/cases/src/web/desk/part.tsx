import type { Part } from "@niuniu/ui/area";
import { CasePane } from "./case-pane.tsx";
import { CasesPage } from "./cases-page.tsx";
import { useOwnDrafts } from "./drafts.ts";
import type { Inside } from "./inside.ts";
import { OwedPage } from "./owed-page.tsx";
import { startDesk } from "./strings.ts";

/** What the desk shows of cases. */
export const cases: Part<Inside> = {
  name: "cases",
  start: startDesk,
  places: [
    {
      ...{ name: "cases/owed", title: "cases.desk.owed.title", count: ["cases/owed"] },
      page: OwedPage,
      beside: CasePane,
    },
    {
      ...{ name: "cases/all", title: "cases.desk.cases.title", count: ["cases/open"] },
      page: CasesPage,
      beside: CasePane,
    },
  ],
  around: ({ inside, children }) => {
    useOwnDrafts(inside.me.member, inside.keys);
    return <>{children}</>;
  },
};
