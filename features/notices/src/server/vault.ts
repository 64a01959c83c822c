import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Random } from "@niuniu/host";
import type { NoticesDb } from "./tables.ts";

/** Bytes kept under a name in the table that no backup holds, made the first time; the same for all processes on one database. */
export async function keepKey(db: NoticesDb, name: string, make: () => Uint8Array): Promise<Uint8Array> {
  await db
    .insertInto("notices_key")
    .values({ name, bytes: make() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await db.selectFrom("notices_key").select("bytes").where("name", "=", name).executeTakeFirstOrThrow();
  return kept.bytes;
}

/** Whose address it is: an address that was moved to another row does not open. */
export interface Place {
  readonly id: string;
  readonly member: string;
  readonly kind: string;
}

/** Seals the addresses at rest: whoever holds a backup, or reads a table, writes to nobody. */
export interface Vault {
  readonly seal: (place: Place, address: string) => Uint8Array;
  /** Null where it cannot be opened: sealed by a key that is gone, or moved. */
  readonly open: (place: Place, sealed: Uint8Array) => string | null;
}

const [NONCE, TAG] = [12, 16];
const CIPHER = "aes-256-gcm";

const boundTo = ({ id, member, kind }: Place): Buffer => Buffer.from(JSON.stringify([id, member, kind]));

/** A vault under a key of 32 bytes: AES-256-GCM, a random nonce before and the tag behind. */
export function vaultWith(key: Uint8Array, random: Random): Vault {
  return {
    seal: (place, address) => {
      const nonce = random(NONCE);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(boundTo(place));
      return Buffer.concat([nonce, cipher.update(address, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open: (place, sealed) => {
      try {
        const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE)).setAAD(boundTo(place));
        decipher.setAuthTag(sealed.subarray(-TAG));
        return decipher.update(sealed.subarray(NONCE, -TAG), undefined, "utf8") + decipher.final("utf8");
      } catch {
        return null;
      }
    },
  };
}
