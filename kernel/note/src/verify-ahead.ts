import { isPublicKey, isStrictlySpelled, verifyBytes, type Verify } from "./ed25519.ts";
import { concatBytes, sha256, toHex } from "./bytes.ts";

// Browser and Node both have this; the language alone (lib es2024) does not name it.
declare const crypto: {
  readonly subtle: {
    importKey(format: "raw", bytes: Uint8Array, name: "Ed25519", extractable: false, uses: string[]): Promise<object>;
    verify(name: "Ed25519", key: object, signature: Uint8Array, bytes: Uint8Array): Promise<boolean>;
  };
};

/** What a {@link Verify} is asked. */
interface Signed {
  readonly key: Uint8Array;
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** What a signature, its key and its bytes are remembered by, 64 digits; null where key and signature have no lengths of their own. */
const nameOf = ({ key, bytes, signature }: Signed): string | null =>
  key.length === 32 && signature.length === 64 ? toHex(sha256(concatBytes(key, signature, bytes))) : null;

/** What was found good here before: a chain is looked at again whenever it has grown. What is refused is looked at anew. */
const good = new Set<string>();
const MOST_GOOD = 8_192;

/** By the platform: Chrome 137, Firefox 129, Safari 17, Node 20. False wherever it cannot, or says no. */
async function byPlatform({ key, bytes, signature }: Signed, keys: Map<string, Promise<object>>): Promise<boolean> {
  if (!isStrictlySpelled(key, signature) || !isPublicKey(key)) return false;
  const name = toHex(key);
  try {
    const own = keys.get(name) ?? crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    keys.set(name, own);
    return await crypto.subtle.verify("Ed25519", await own, signature, bytes);
  } catch {
    return false;
  }
}

/**
 * Has the platform check many signatures at once, ten times as fast as {@link verifyBytes}, and answers a {@link Verify} that knows
 * which of them are good; whatever it does not know is left to `verifyBytes`, which so decides on everything that is refused. It asks
 * the platform only about keys of the prime order and strict spellings, where the equations in use differ for nobody but whoever holds
 * the key (note.md §2).
 */
export async function verifyAhead(asked: readonly Signed[]): Promise<Verify> {
  if (good.size > MOST_GOOD) good.clear();
  const keys = new Map<string, Promise<object>>();
  await Promise.all(
    asked.map(async (one) => {
      const name = nameOf(one);
      if (name !== null && !good.has(name) && (await byPlatform(one, keys))) good.add(name);
    }),
  );
  return (key, bytes, signature) => {
    const name = nameOf({ key, bytes, signature });
    return (name !== null && good.has(name)) || verifyBytes(key, bytes, signature);
  };
}

/** {@link verifyAhead} of all that `run` asks of a {@link Verify}. It is told that everything is good, so what it finds is for nothing. */
export function verifyHeard(run: (verify: Verify) => unknown): Promise<Verify> {
  const asked: Signed[] = [];
  run((key, bytes, signature) => asked.push({ key, bytes, signature }) > 0);
  return verifyAhead(asked);
}
