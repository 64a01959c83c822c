import { sha256, type Authenticator, type Database, type Host } from "@niuniu/host";
import { fromBase64, publicKey } from "@niuniu/note";
import { nonceSeconds, verifyRequest } from "@niuniu/seal";
import { readReceiptCredential, Refused } from "@niuniu/wire";
import { sql } from "kysely";
import { useNonce } from "./store-nonce.ts";

/** How far a request's clock may be from ours, in ms. */
const WINDOW = 5 * 60_000;

/**
 * Recognises who holds a receipt: the key stored with the case must have signed exactly this request, now, for the
 * first time. A receipt never given out, one that was erased and one of another case are told apart by nothing: the
 * same lookup, the same check of a signature, the same refusal.
 */
export function recogniseReceipt(host: Pick<Host, "db" | "now" | "random" | "verify">): Authenticator<"receipt"> {
  const nobody = Buffer.from(publicKey(host.random(32)));
  return async ({ authorization, method, path, body }) => {
    const credential = readReceiptCredential(authorization);
    if (credential === null) throw new Refused("cases/unknown-receipt");
    const { nonce, signature } = credential;
    const now = host.now();
    const made = (nonceSeconds(nonce) ?? 0) * 1_000;
    if (Math.abs(now - made) > WINDOW) throw new Refused("cases/stale-request", { now });
    const found = await keyOf(host.db, fromBase64(credential.lookup), nobody);
    const request = { method, path, nonce, bodyHash: sha256(body) };
    const good = verifyRequest(found.auth, request, fromBase64(signature), host.verify);
    if (!good || found.id === NOBODY) throw new Refused("cases/unknown-receipt");
    if (!(await useNonce(host.db, nonce, made + WINDOW))) throw new Refused("cases/replayed");
    return { case: found.id };
  };
}

/** No case is called this. */
const NOBODY = "";

/**
 * The case and key behind a lookup; the key of nobody where there is none, or only a file sealed elsewhere, whose number
 * opens nothing. One row comes back in any case, so that reading it takes as long.
 */
async function keyOf(
  db: Database,
  lookup: Uint8Array,
  nobody: Buffer,
): Promise<{ readonly id: string; readonly auth: Uint8Array }> {
  const found = await sql<{ id: string; auth: Buffer }>`
    select id, auth from cases_case where lookup = ${Buffer.from(lookup)} and auth is not null
    union all select ${NOBODY}::text, ${nobody}::bytea
    order by id desc limit 1`.execute(db);
  return found.rows[0] ?? { id: NOBODY, auth: nobody };
}
