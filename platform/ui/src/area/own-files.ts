import { sha256, toHex, toUtf8 } from "@niuniu/note";

/** Where a page keeps files: the part of `Cache` that is used here. */
type Shelf = Pick<Cache, "match" | "put" | "delete" | "keys">;

/** One file on this device, until it is forgotten. */
interface OwnFile {
  /** Its bytes, or null where there are none. */
  readonly read: () => Promise<Uint8Array | null>;
  /** Does nothing once the file was forgotten. Answers whether it lies there now. */
  readonly write: (bytes: Uint8Array<ArrayBuffer>) => Promise<boolean>;
}

/** Files by name; on a device that forbids pages to keep anything they hold nothing, and no page stops for that. */
export interface OwnFiles {
  readonly open: (name: string) => OwnFile;
  /** Takes it off the device, with all that are named after it, NAME.WORD. Whoever had one open, or is still writing it, does not bring it back. */
  readonly forget: (name: string) => Promise<void>;
}

/** One act after another, so that what was forgotten last stays forgotten. */
export function ownFiles(shelf: () => Promise<Shelf>): OwnFiles {
  const times = new Map<string, number>();
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(act: (files: Shelf) => Promise<Value>): Promise<Value | null> => {
    const done = last.then(async () => act(await shelf())).catch(() => null);
    last = done;
    return done;
  };
  const at = (name: string): string => `/own/${encodeURIComponent(name)}`;
  return {
    open: (name) => {
      const whose = name.split(".")[0] ?? "";
      const opened = times.get(whose) ?? 0;
      return {
        read: () =>
          inTurn(async (files) => {
            const found = await files.match(at(name));
            return found === undefined ? null : new Uint8Array(await found.arrayBuffer());
          }),
        write: async (bytes) => {
          const done = await inTurn(async (files) => {
            if (opened !== (times.get(whose) ?? 0)) return false;
            await files.put(at(name), new Response(bytes));
            return true;
          });
          return done === true;
        },
      };
    },
    forget: async (name) => {
      times.set(name, (times.get(name) ?? 0) + 1);
      await inTurn(async (files) => {
        const paths = (await files.keys()).map(({ url }) => url.slice(url.indexOf("/own/")));
        const own = paths.filter((path) => path === at(name) || path.startsWith(`${at(name)}.`));
        await Promise.all(own.map((path) => files.delete(path)));
      });
    },
  };
}

/** The name of a member's file by their recipient (base64): nothing that names them, and the same while their key is locked. */
export const fileNameOf = (recipient: string): string => toHex(sha256(toUtf8(recipient))).slice(0, 32);

/** Whether files stay where these lie: something is put there and taken away again. */
export async function keepsFiles(files: OwnFiles): Promise<boolean> {
  const kept = await files.open("try").write(new Uint8Array(1));
  await files.forget("try");
  return kept;
}

/** What members keep on this device, each file sealed to its owner by whoever writes it. The server never sees one. */
export const own = ownFiles(() => caches.open("niuniu"));
