import type { Handler, Tx } from "@niuniu/host";
import { Refused, type ParcelOf } from "@niuniu/wire";
import type { TemplatesHeader } from "../routes.ts";
import { tell, type Context } from "./context.ts";
import { checkHybrid } from "./hybrid.ts";
import { keyOf, opened } from "./office.ts";
import { readTemplates, writeTemplates } from "./store-template.ts";

/** The largest file of templates in bytes: 128 KiB of words, and a stanza for each of 64 members. */
export const LARGEST_TEMPLATES = 262_144;
const MOST_MEMBERS = 64;

type Read = Handler<"member", { readonly known: string }, ParcelOf<TemplatesHeader>>;
type Save = Handler<"member", ParcelOf<TemplatesHeader & { readonly previous: string }>, TemplatesHeader>;

/** The templates as they lie here; the file itself only where the caller has not got it. */
export function templatesHandler({ host }: Context): Read {
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
export function saveTemplatesHandler(context: Context): Save {
  const { host } = context;
  return async ({ caller, request: { header, parts } }) => {
    const office = opened(await context.office.get());
    keyOf(office, caller.member);
    const [file, ...more] = parts;
    if (file === undefined || more.length > 0) throw new Refused("cases/not-sealed");
    if (file.length > LARGEST_TEMPLATES) throw new Refused("cases/too-many-templates");
    checkHybrid(file, 1, MOST_MEMBERS);
    const { number, head } = header;
    await host.db.transaction().execute((tx) => take(tx, { ...header, file }));
    tell(
      context,
      office.active.map(({ id }) => id),
    );
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
  if (!again && !follows) throw new Refused("cases/stale-templates");
  if (!(await writeTemplates(tx, next, now === null))) throw new Refused("cases/stale-templates");
}
