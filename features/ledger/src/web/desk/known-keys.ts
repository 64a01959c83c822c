/** Fingerprints of keys that are not those unlocked here and yet are known to be rightly named, on this device. */
const KNOWN = "niuniu.known-keys";

type Shelf = Pick<Storage, "getItem" | "setItem">;

/** The fingerprints (hex) a member has vouched for on this device. */
export const knownKeys = (shelf: Shelf): ReadonlySet<string> =>
  new Set(shelf.getItem(KNOWN)?.split(" ").filter(Boolean) ?? []);

/** Remembers that the member knows whose keys these are. */
export function vouchFor(shelf: Shelf, fingerprint: string): void {
  shelf.setItem(KNOWN, [...knownKeys(shelf), fingerprint].join(" "));
}
