import type { Authenticator, Database, Host } from "@niuniu/host";
import { fromBase64, publicKey, sha256 } from "@niuniu/note";
import { nonceSeconds, verifyRequest } from "@niuniu/seal";
import { readReceiptCredential, Refused } from "@niuniu/wire";
import { useNonce } from "./store-nonce.ts";
import { tablesOf } from "./tables.ts";

/** How far a request's clock may be from ours, in ms. */
const WINDOW = 5 * 60_000;

/**
 * Recognises who holds a receipt: the key stored with the case must have signed exactly this request, now, for the
 * first time. A receipt never given out, one that was erased and one of another case are told apart by nothing: the
 * same lookup, the same check of a signature, the same refusal.
 */
export function recogniseReceipt(host: Pick<Host, "db" | "now" | "random" | "verify">): Authenticator<"receipt"> {
  const nobody = publicKey(host.random(32));
  return async ({ authorization, method, path, body }) => {
    const credential = readReceiptCredential(authorization);
    if (credential === null) throw new Refused("cases/unknown-receipt");
    const { nonce, signature } = credential;
    const now = host.now();
    const made = (nonceSeconds(nonce) ?? 0) * 1_000;
    if (Math.abs(now - made) > WINDOW) throw new Refused("cases/stale-request", { now });
    const found = await keyOf(host.db, fromBase64(credential.lookup));
    const request = { method, path, nonce, bodyHash: sha256(body) };
    const good = verifyRequest(found?.auth ?? nobody, request, fromBase64(signature), host.verify);
    if (!good || found === null) throw new Refused("cases/unknown-receipt");
    if (!(await useNonce(host.db, nonce, made + WINDOW))) throw new Refused("cases/replayed");
    return { case: found.id };
  };
}

/** The case and key behind a lookup; null also for a file sealed elsewhere, whose number opens nothing. */
async function keyOf(
  db: Database,
  lookup: Uint8Array,
): Promise<{ readonly id: string; readonly auth: Uint8Array } | null> {
  const found = await tablesOf(db)
    .selectFrom("cases_case")
    .select(["id", "auth"])
    .where("lookup", "=", Buffer.from(lookup))
    .executeTakeFirst();
  return found?.auth == null ? null : { id: found.id, auth: found.auth };
}
