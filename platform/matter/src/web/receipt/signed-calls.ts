import { sha256, toBase64 } from "@niuniu/note";
import { newNonce, requestSignature, type ReceiptKeys } from "@niuniu/seal";
import { call, CallError, type CallOptions } from "@niuniu/ui";
import { receiptCredential, type Route } from "@niuniu/wire";

/** Calls in the name of a receipt. */
export interface SignedCalls {
  readonly ask: <Request, Answer>(route: Route<Request, Answer>, request: Request) => Promise<Answer>;
  /** How far the server says that its clock is ahead of this device's (ms); 0 where they agree well enough for it to say nothing. */
  readonly ahead: () => number;
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/**
 * Signs every request anew over method, path, nonce and body, so that none can be used twice or for another matter. `stale`: the
 * feature's refusal of a request whose time is not the server's, which then tells its own as the fact `now`.
 */
export function signedCalls(keys: ReceiptKeys, stale: string): SignedCalls {
  // Only the nonce of a request follows the server's clock; what is signed about the matter goes by this device's.
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const authorization: CallOptions["authorization"] = ({ method, path, body }) => {
    const nonce = newNonce(now() / 1_000, random);
    const signature = requestSignature(keys.authSeed, { method, path, nonce, bodyHash: sha256(body) });
    return receiptCredential({ lookup: toBase64(keys.lookup), nonce, signature: toBase64(signature) });
  };
  return {
    ahead: () => ahead,
    ask: async (route, request) => {
      try {
        return await call(route, request, { authorization });
      } catch (error) {
        const isStale = error instanceof CallError && error.code === stale;
        const told = isStale ? Number(error.facts["now"]) : NaN;
        if (Number.isNaN(told)) throw error;
        ahead = told - Date.now();
        return await call(route, request, { authorization });
      }
    },
  };
}
