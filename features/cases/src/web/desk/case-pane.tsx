import { SealedPane, type Inside } from "@niuniu/matter/web/desk";
import { Notice, t } from "@niuniu/ui";
import type { Beside } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { deskOlder, deskThread } from "../../routes.ts";
import { ActBar } from "./act-bar.tsx";
import { perform } from "./act.ts";
import { CaseTimeline } from "./case-timeline.tsx";
import { useDesk, type Desk } from "./desk.ts";
import { CannotOpenCard } from "./dialogs/cannot-open-card.tsx";
import { readHere } from "./find/named.tsx";
import { openCase, type OpenedCase } from "./open-case.ts";
import type { Perform } from "./plan.ts";
import { ReportCard } from "./report-card.tsx";
import { Unopened } from "./unopened.tsx";

const reading = { thread: deskThread, older: deskOlder, open: openCase };

/** One case: asked for before it is opened the first time, then the report, its story and what can be done. */
export function CasePane(props: Beside<Inside>): JSX.Element {
  const desk = useDesk(props.inside);
  return (
    <SealedPane
      {...props}
      {...{ words: "cases", desk, reading, perform, readHere }}
      opens={{ kind: "open", text: null }}
      unopened={(thread, asked) => <Unopened {...{ desk, thread }} {...asked} />}
      opened={(opened, { act, onRecord, from }) => (
        <>
          <ReportCard desk={desk} opened={opened} />
          <CaseTimeline desk={desk} opened={opened} onRecord={onRecord} from={from} />
          <Acts desk={desk} opened={opened} perform={act} />
        </>
      )}
    />
  );
}

/** What can be done with a case that is open on the desk. */
function Acts(props: { readonly desk: Desk; readonly opened: OpenedCase; readonly perform: Perform }): JSX.Element {
  const { unopenable, alarms } = props.opened;
  if (unopenable !== null) return <CannotOpenCard {...props} reason={unopenable} />;
  if (isBlocked(alarms)) return <Notice tone="missed">{t("cases.desk.blocked")}</Notice>;
  return <ActBar {...props} />;
}

const blocking = ["name", "reporter-key", "chain", "report", "report-missing"];

/** Nothing is sealed to a reporter whose key is in doubt, nor while nobody here can see who was struck out. */
const isBlocked = (alarms: readonly { readonly code: string }[]): boolean =>
  alarms.some(({ code }) => blocking.includes(code));
