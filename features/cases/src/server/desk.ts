import { nextInLine } from "../kind.ts";
import { recently, sha256Hex, utcDay, type Handler, type Recent } from "@niuniu/host";
import { Refused, type ParcelOf } from "@niuniu/wire";
import type { OlderHeader } from "@niuniu/matter";
import type { ActHeader, CaseLine, CaseLines, ThreadHeader, moved } from "../routes.ts";
import { act, readSigned } from "./acting.ts";
import type { Context } from "./context.ts";
import { olderOf, owedIn, sealedThread, type Office, type Viewer } from "@niuniu/matter/server";
import { committeeOf, keyOf, opened } from "./office.ts";
import { checkHybrid } from "./hybrid.ts";
import { readCase, sealed, type CaseRow } from "./store-case.ts";
import { countLists } from "./store-count.ts";
import { PAGE, readMoved, readPage, type Cursor, type Which } from "./store-list.ts";
import { handing } from "./handing.ts";

type Thread = ParcelOf<ThreadHeader>;
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

/** The thread of a case, for those who can open it. */
export function deskThreadHandler(context: Context): Handler<"member", { readonly case: string }, Thread> {
  return async ({ caller, request }) => {
    const row = readable(await readCase(context.host.db, { id: request.case }), caller.member);
    return sealedThread(context.host, handing, { row, viewer: await viewer(context, caller.member) });
  };
}

/** A page of older ciphertexts of a case, for those who can open it. */
export function deskOlderHandler({
  host,
}: Context): Handler<"member", { readonly case: string; readonly before: number }, ParcelOf<OlderHeader>> {
  return async ({ caller, request }) => {
    const { id } = readable(await readCase(host.db, { id: request.case }), caller.member);
    return olderOf(host.db, handing, { id, reader: caller.member, before: request.before });
  };
}

/** Takes one act signed by the member who is signed in, with the key the roster in force names. */
export function deskActHandler(
  context: Context,
): Handler<"member", ParcelOf<ActHeader & { readonly case: string }>, Thread> {
  return async ({ caller, request }) => {
    const { header, parts } = request;
    const row = readable(await readCase(context.host.db, { id: header.case }), caller.member);
    const office = opened(await context.office.get());
    const author = { name: caller.member, key: keyOf(office, caller.member) };
    const signed = readSigned(context, { text: header.act, parts }, author);
    const [wrap] = parts;
    const rewrap = signed.act.kind === "rewrap" && wrap !== undefined ? { ...signed.act, wrap } : null;
    if (rewrap !== null) checkWrap(rewrap.wrap, rewrap.wrapHash);
    const after = await act(context, { id: row.id }, signed, async (tx) => {
      const { reader, wrap: file } = rewrap ?? { reader: "", wrap: null };
      if (file !== null)
        await sealed.saveWrap(tx, { id: row.id, reader, wrap: file, fresh: utcDay(context.host.now()) });
    });
    return sealedThread(context.host, handing, { row: after, viewer: await viewer(context, caller.member) });
  };
}

/** One hybrid recipient, of a size a wrap can have, and exactly the file that was signed for. */
function checkWrap(wrap: Uint8Array, signed: string): void {
  checkHybrid(wrap, 1, 1);
  if (wrap.length > 2_600) throw new Refused("cases/wrong-size");
  if (sha256Hex(wrap) !== signed) throw new Refused("cases/wrong-wraps");
}

/** A case this member cannot open is the same as none: nobody learns of it by guessing names. */
function readable(row: CaseRow | null, member: string): CaseRow {
  if (row?.readers.includes(member) !== true) throw new Refused("cases/unknown-case");
  return row;
}

async function viewer({ host, office }: Context, member: string): Promise<Viewer> {
  return { reader: member, absences: (await office.get())?.absences ?? [], now: host.now() };
}
