import type { Handler } from "@niuniu/host";
import { REPORTER } from "@niuniu/seal";
import { Refused, type ParcelOf } from "@niuniu/wire";
import type { OlderHeader } from "@niuniu/matter";
import type { ActHeader, ThreadHeader } from "../routes.ts";
import { act, readSigned } from "./acting.ts";
import type { Context } from "./context.ts";
import { readCase, type CaseRow } from "./store-case.ts";
import { olderOf, sealedThread, type Viewer } from "@niuniu/matter/server";
import { handing } from "./handing.ts";

type Thread = ParcelOf<ThreadHeader>;

/** Everything the holder of the receipt may have of the case. */
export function threadHandler(context: Context): Handler<"receipt", undefined, Thread> {
  return async ({ caller }) => {
    const row = await mine(context, caller.case);
    return sealedThread(context.host, handing, { row, viewer: await reporter(context) });
  };
}

/** A page of older ciphertexts of the case. */
export function olderHandler({
  host,
}: Context): Handler<"receipt", { readonly before: number }, ParcelOf<OlderHeader>> {
  return ({ caller, request }) =>
    olderOf(host.db, handing, { id: caller.case, reader: REPORTER, before: request.before });
}

/** Takes one act signed with the receipt's key and answers with the thread as it is then. */
export function sayHandler(context: Context): Handler<"receipt", ParcelOf<ActHeader>, Thread> {
  return async ({ caller, request }) => {
    const { auth } = await mine(context, caller.case);
    if (auth === null) throw new Refused("cases/unknown-receipt");
    const { header, parts } = request;
    const signed = readSigned(context, { text: header.act, parts }, { name: REPORTER, key: auth });
    const row = await act(context, { id: caller.case }, signed);
    return sealedThread(context.host, handing, { row, viewer: await reporter(context) });
  };
}

async function mine({ host }: Context, id: string): Promise<CaseRow> {
  const row = await readCase(host.db, { id });
  if (row === null) throw new Refused("cases/unknown-receipt");
  return row;
}

async function reporter({ host, office }: Context): Promise<Viewer> {
  return { reader: REPORTER, absences: (await office.get())?.absences ?? [], now: host.now() };
}
