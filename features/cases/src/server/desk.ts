import { nextInLine } from "../kind.ts";
import { recently, type Handler, type Recent } from "@niuniu/host";
import { Refused } from "@niuniu/wire";
import type { CaseLine, CaseLines, moved } from "../routes.ts";
import type { Context } from "./context.ts";
import { owedIn, type Office } from "@niuniu/matter/server";
import { committeeOf, opened } from "./office.ts";
import type { CaseRow } from "./store-case.ts";
import { countLists } from "./store-count.ts";
import { PAGE, readMoved, readPage, type Cursor, type Which } from "./store-list.ts";

type MovedAnswer = NonNullable<(typeof moved)["types"]>["answer"];

/** One page of a member's list. Counts are read at most once a second, whatever the size of the house. */
export function listHandler(
  context: Context,
): Handler<"member", { readonly which: Which; readonly after?: string }, CaseLines> {
  const counts = new Map<string, Recent<Readonly<Record<Which, number>>>>();
  const countsOf = (member: string) => {
    const known = counts.get(member) ?? recently(context.host.now, () => countLists(context.host.db, member));
    counts.set(member, known);
    return known.get();
  };
  return async ({ caller, request }) => {
    const { which, after } = request;
    const office = opened(await context.office.get());
    const cursor = after === undefined ? null : readCursor(after, which);
    const [rows, totals] = await Promise.all([
      readPage(context.host.db, caller.member, which, cursor),
      countsOf(caller.member),
    ]);
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    return {
      lines: shown.map((row) => lineOf(context, office, row)),
      after: rows.length > PAGE && last !== undefined ? `${last.due ?? last.closedOn ?? ""}.${last.id}` : null,
      total: totals[which],
    };
  };
}

/** Open cases are paged by their moment, closed ones by their day. */
function readCursor(text: string, which: Which): Cursor {
  const pattern = which === "closed" ? /^(\d{4}-\d\d-\d\d)\.([0-9A-Z]{16})$/ : /^(\d{1,15})\.([0-9A-Z]{16})$/;
  const [, at, id] = pattern.exec(text) ?? [];
  if (at === undefined || id === undefined) throw new Refused("cases/unknown-page");
  return { at, id };
}

function lineOf({ rulebook }: Context, office: Office, row: CaseRow): CaseLine {
  return {
    case: row.id,
    class: row.class,
    stage: row.stage,
    waiting: row.waiting,
    owed: owedIn(row.state),
    next: nextInLine(row.state, committeeOf(office, rulebook.of(row))),
    opened: row.opened,
    missed: row.missed,
    entries: row.entries,
    closedOn: row.closedOn,
  };
}

/** What moved away from the caller because a date was missed. */
export function movedHandler({ host }: Context): Handler<"member", undefined, MovedAnswer> {
  return async ({ caller }) => {
    const found = await readMoved(host.db, caller.member, 20);
    return found.map((one) => ({ case: one.case_id, to: one.next, day: one.day, act: one.act }));
  };
}
