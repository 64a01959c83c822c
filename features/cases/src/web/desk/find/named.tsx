import type { Inside } from "@niuniu/matter/web/desk";
import { CatchUpBar, NamedMatters, useNamedCount, type ReadHere } from "@niuniu/matter/web/find";
import type { Placed } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { deskOlder, deskThread, list } from "../../../routes.ts";
import { useDesk, type Desk } from "../desk.ts";
import { openCase, type OpenedCase } from "../open-case.ts";

/** Under which the number of cases with a note that names this member is told to the navigation. */
export const NAMED = "cases/named";

/** What of a case is found again: the report's words, and never who reported it, by name or contact. */
export function readHere(opened: OpenedCase): ReadHere {
  const { report, sealedText } = opened;
  const told = report === null ? [sealedText ?? ""] : [report.what, report.when, report.where, report.who];
  return { ...opened, told };
}

const followed = {
  ...{ thread: deskThread, older: deskOlder, open: openCase, readHere },
  lines: (desk: Desk, after: string | null) => desk.ask(list, { which: "open", ...(after === null ? {} : { after }) }),
};

/** Notes of colleagues that name this member. */
export function NamedCases(props: Pick<Placed<Inside>, "inside" | "onOpen">): JSX.Element {
  return <NamedMatters words="cases.find.named" desk={useDesk(props.inside)} onOpen={props.onOpen} />;
}

/** Tells the navigation how many cases they are in, and how far reading them has come, on whatever page. */
export function NamedCount({ inside, turn }: Pick<Placed<Inside>, "inside" | "turn">): JSX.Element {
  useNamedCount(NAMED);
  return <CatchUpBar words="cases.find.catch-up" desk={useDesk(inside)} followed={followed} turn={turn} />;
}
