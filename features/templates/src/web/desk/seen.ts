import { fromUtf8, toBase64, toUtf8 } from "@niuniu/note";
import { pad, recipientOf, sealTo, unpad } from "@niuniu/seal";
import { openWith, type Keys } from "@niuniu/seal/open";
import { fileNameOf, type OwnFiles } from "@niuniu/ui/area";

/** The signed set this browser saw last, kept on the device and sealed to its member; it goes when they sign out here. */
export interface Seen {
  /** Its note, or null. What somebody else put there, or is damaged, is none. */
  readonly read: () => Promise<string | null>;
  /** Null: none was seen. */
  readonly write: (note: string | null) => Promise<void>;
}

/** The place of the set that whoever holds these keys saw last. */
export function openSeen(keys: Pick<Keys, "identity">, files: OwnFiles): Seen {
  const own = recipientOf(keys.identity);
  const file = own.then((recipient) => files.open(`${fileNameOf(toBase64(recipient))}.templates`));
  return {
    read: async () => {
      const bytes = await (await file).read();
      if (bytes === null) return null;
      const note = await openWith(keys.identity, bytes)
        .then((padded) => fromUtf8(unpad(padded)))
        .catch(() => "");
      return note === "" ? null : note;
    },
    write: async (note) => {
      const sealed = await sealTo([await own], pad(toUtf8(note ?? "")));
      await (await file).write(new Uint8Array(sealed));
    },
  };
}
