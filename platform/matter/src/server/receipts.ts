import { sha256, type Authenticator, type Database, type Host } from "@niuniu/host";
import { fromBase64, publicKey } from "@niuniu/note";
import { nonceSeconds, verifyRequest } from "@niuniu/seal";
import { readReceiptCredential, Refused } from "@niuniu/wire";
import { sql } from "kysely";
import { forgetNonces, useNonce } from "./store-nonce.ts";

/** How far a request's clock may be from ours, in ms. */
export const WINDOW = 5 * 60_000;
const MINUTE = 60_000;
const TIDY = "matter/tidy";

/** Who holds a receipt, for every feature whose matters have receipts. */
export interface Receipts {
  /**
   * Has the receipts of a feature recognised at its addresses, by its table of matters (`id`, `lookup`, `auth`). Once, at start. The
   * feature has the refusals "unknown-receipt", "stale-request" (with the fact `now`) and "replayed".
   */
  readonly of: (feature: string, table: string) => Promise<void>;
}

/** The receipts of all features on a host. */
export function receiptsOn(
  host: Pick<Host, "authenticate" | "db" | "now" | "random" | "timers" | "transaction" | "verify">,
): Receipts {
  const tables = new Map<string, string>();
  host.authenticate("receipt", recognise(host, tables));
  host.timers.handle(TIDY, async (_timer, tx, now) => {
    await forgetNonces(tx, now);
    await host.timers.set(tx, { kind: TIDY, key: "next", due: now + MINUTE });
  });
  return {
    of: async (feature, table) => {
      tables.set(feature, table);
      await host.transaction((tx) => host.timers.set(tx, { kind: TIDY, key: "next", due: host.now() + MINUTE }));
    },
  };
}

/**
 * Recognises who holds a receipt: the key stored with the matter must have signed exactly this request, now, for the
 * first time. A receipt never given out, one that was erased and one of another matter are told apart by nothing: the
 * same lookup, the same check of a signature, the same refusal. A receipt opens nothing at another feature's addresses.
 */
function recognise(
  host: Pick<Host, "db" | "now" | "random" | "verify">,
  tables: ReadonlyMap<string, string>,
): Authenticator<"receipt"> {
  const nobody = Buffer.from(publicKey(host.random(32)));
  return async ({ authorization, method, path, body }) => {
    const [, feature = ""] = path.split("/");
    const table = tables.get(feature);
    if (table === undefined) throw new Refused("host/not-yours");
    const credential = readReceiptCredential(authorization);
    if (credential === null) throw new Refused(`${feature}/unknown-receipt`);
    const { nonce, signature } = credential;
    const now = host.now();
    const made = (nonceSeconds(nonce) ?? 0) * 1_000;
    if (Math.abs(now - made) > WINDOW) throw new Refused(`${feature}/stale-request`, { now });
    const found = await keyOf(host.db, table, { lookup: fromBase64(credential.lookup), nobody });
    const request = { method, path, nonce, bodyHash: sha256(body) };
    const good = verifyRequest(found.auth, request, fromBase64(signature), host.verify);
    if (!good || found.id === NOBODY) throw new Refused(`${feature}/unknown-receipt`);
    if (!(await useNonce(host.db, nonce, made + WINDOW))) throw new Refused(`${feature}/replayed`);
    return { case: found.id };
  };
}

/** No matter is called this. */
const NOBODY = "";

/**
 * The matter and key behind a lookup; the key of nobody where there is none, or only a file sealed elsewhere, whose number
 * opens nothing. One row comes back in any case, so that reading it takes as long.
 */
async function keyOf(
  db: Database,
  table: string,
  { lookup, nobody }: { readonly lookup: Uint8Array; readonly nobody: Buffer },
): Promise<{ readonly id: string; readonly auth: Uint8Array }> {
  const found = await sql<{ id: string; auth: Buffer }>`
    select id, auth from ${sql.table(table)} where lookup = ${Buffer.from(lookup)} and auth is not null
    union all select ${NOBODY}::text, ${nobody}::bytea
    order by id desc limit 1`.execute(db);
  return found.rows[0] ?? { id: NOBODY, auth: nobody };
}
