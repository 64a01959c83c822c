import { writeVerifier, type Signer } from "@niuniu/note";
import { signerOf } from "../ed25519.ts";

/** Who signs for a log: its name, its key, both as C2SP writes them. */
export type LogSigner = Signer & { readonly key: Uint8Array; readonly vkey: string };

/** Signs with this server's one log key, under whatever name the log has. The key is made ready once. */
export function signersOf(seed: Uint8Array): (origin: string) => LogSigner {
  const known = new Map<string, LogSigner>();
  return (origin) => {
    let signer = known.get(origin);
    if (signer === undefined) {
      const bare = signerOf(origin, seed);
      signer = { ...bare, vkey: writeVerifier(bare) };
      known.set(origin, signer);
    }
    return signer;
  };
}
