import { topicOf, type Handler, type Tx } from "@niuniu/host";
import { requireHybrid } from "@niuniu/matter/server";
import { activeMembers } from "@niuniu/roster";
import { Refused, type ParcelOf } from "@niuniu/wire";
import type { TemplatesHeader } from "../routes.ts";
import type { Context } from "./context.ts";
import { readTemplates, writeTemplates } from "./store.ts";

/** The largest file of templates in bytes: 128 KiB of words, and a stanza for each of 64 members. */
export const LARGEST_TEMPLATES = 262_144;
const MOST_MEMBERS = 64;

type Read = Handler<"member", { readonly known: string }, ParcelOf<TemplatesHeader>>;
type Save = Handler<"member", ParcelOf<TemplatesHeader & { readonly previous: string }>, TemplatesHeader>;

/** The templates as they lie here; the file itself only where the caller has not got it. */
export function readHandler({ host }: Context): Read {
  return async ({ request }) => {
    const found = await readTemplates(host.db);
    if (found === null) return { header: { number: 0, head: "" }, parts: [] };
    const { number, head, file } = found;
    return { header: { number, head }, parts: head === request.known ? [] : [file] };
  };
}

/**
 * Takes the next templates, or the same ones sealed anew. Who signed them, and whether number and head are what stands inside the
 * seal, is for the browsers that open them.
 */
export function saveHandler({ host, roster }: Context): Save {
  return async ({ caller, request: { header, parts } }) => {
    const signed = await roster();
    if (signed === null) throw new Refused("templates/not-open");
    const active = activeMembers(signed, host.now());
    if (!active.some(({ id }) => id === caller.member)) throw new Refused("templates/not-in-office");
    const [file, ...more] = parts;
    if (file === undefined || more.length > 0) throw new Refused("templates/not-sealed");
    if (file.length > LARGEST_TEMPLATES) throw new Refused("templates/too-many");
    requireHybrid(file, { least: 1, most: MOST_MEMBERS }, "templates/not-sealed");
    const { number, head } = header;
    await host.db.transaction().execute((tx) => take(tx, { ...header, file }));
    host.changes.publish(active.map(({ id }) => topicOf("templates", id)));
    return { number, head };
  };
}

async function take(
  tx: Tx,
  { previous, ...next }: TemplatesHeader & { readonly previous: string; readonly file: Uint8Array },
): Promise<void> {
  const now = await readTemplates(tx, "locked");
  // The number is only said here, so nothing hangs on it: one that lies would end the templates for everybody.
  const again = now?.number === next.number && now.head === next.head;
  const follows = (now?.head ?? "") === previous;
  if (!again && !follows) throw new Refused("templates/stale");
  if (!(await writeTemplates(tx, next, now === null))) throw new Refused("templates/stale");
}
