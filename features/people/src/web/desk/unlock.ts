import { constantTimeEqual, fromBase64, publicKey } from "@niuniu/note";
import { recipientOf } from "@niuniu/seal";
import { unlockKeys, unlockKeysWith, type Keys } from "@niuniu/seal/open";
import type { Me } from "../../routes.ts";

/** Why a key did not open, for the page to say; never more than this, so that a guesser learns nothing. */
export type Locked = "wrong-phrase" | "no-key-for-passkey" | "not-my-key";

/** Opens the caller's keys with the recovery phrase, or says why not. The keys are checked against the public ones. */
export async function openWithPhrase(me: Me, phrase: string): Promise<Keys | Locked> {
  try {
    return await ifMine(me, await unlockKeys(fromBase64(me.phraseFile), phrase));
  } catch {
    return "wrong-phrase";
  }
}

/** Opens the caller's keys with what a passkey gave. `id` says which passkey; others are tried too. */
export async function openWithPasskey(me: Me, id: string, prf: Uint8Array | null): Promise<Keys | Locked> {
  if (prf === null) return "no-key-for-passkey";
  const files = me.passkeys.toSorted((a, b) => Number(b.id === id) - Number(a.id === id));
  for (const { file } of files) {
    if (file === null) continue;
    const keys = await unlockKeysWith(fromBase64(file), prf).catch(() => null);
    if (keys !== null) return ifMine(me, keys);
  }
  return "no-key-for-passkey";
}

/** A server that swaps the key file must not get a signature under its own name, nor an opened case. */
async function ifMine(me: Me, keys: Keys): Promise<Keys | Locked> {
  const mine =
    constantTimeEqual(publicKey(keys.signing), fromBase64(me.key)) &&
    constantTimeEqual(await recipientOf(keys.identity), fromBase64(me.recipient));
  return mine ? keys : "not-my-key";
}
