import { toBase64 } from "@niuniu/note";
import { lockKeysTo, type Keys } from "@niuniu/seal/open";
import type { Ask } from "@niuniu/wire";
import { passkeyAdd, passkeyAsk, passkeyOffer } from "../routes.ts";
import type { Prove } from "./prove.ts";
import { makePasskey, touchPasskey, type Touched } from "./passkey.ts";

/** What a new passkey can do: open the key too, or only sign in. */
export type PasskeyPower = "opens" | "signs-in";

/**
 * Adds a passkey and, where its authenticator has the PRF extension, seals the keys to it. Some authenticators give
 * their secret only at a sign-in, so the person may be asked for a second touch. Throws CallError or what the browser throws.
 */
export async function addPasskey(
  ask: Ask,
  { keys, label, prove }: { readonly keys: Keys; readonly label: string; readonly prove: Prove },
): Promise<PasskeyPower> {
  const { ceremony, options } = await prove((proof) => ask(passkeyOffer, { proof }));
  const { response, prf } = await makePasskey(options);
  const secret = prf ?? (await secondTouch(ask, response.id));
  const file = secret === null ? null : toBase64(await lockKeysTo(keys, secret));
  await ask(passkeyAdd, { ceremony, response, label, file });
  return file === null ? "signs-in" : "opens";
}

async function secondTouch(ask: Ask, id: string): Promise<Uint8Array | null> {
  const { options } = await ask(passkeyAsk, undefined);
  const touched: Touched<unknown> | null = await touchPasskey(options, [id]).catch(() => null);
  return touched?.prf ?? null;
}
