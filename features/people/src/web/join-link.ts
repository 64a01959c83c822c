import { fromBase64, NoteError, toBase64 } from "@niuniu/note";
import { linkOf, type Link } from "@niuniu/committee";
import { RosterError } from "@niuniu/roster";

/** What a join link opens with: the token the server is shown and, if a member made the link, the seed of its own key. */
export interface JoinLink {
  readonly token: string;
  readonly seed: Link["seed"] | null;
}

/** The address a founder opens. The token stands in the fragment, which a browser never sends. */
export const joinLink = (token: string): string => `${location.origin}/join#${token}`;

/** The address a member hands over. The server is never shown its secret, only the token that follows from it. */
export const secretLink = (secret: Uint8Array): string => `${location.origin}/join#${SECRET}${base64url(secret)}`;

/** Takes what a link holds out of the address bar, so that it stays in no history and on no projector. */
export function takeLink(): JoinLink | null {
  const link = readFragment(location.hash.slice(1));
  if (link !== null) history.replaceState(null, "", location.pathname + location.search);
  return link;
}

/** What stands behind the # of a join link, of either sort; null for anything else. */
export function readFragment(fragment: string): JoinLink | null {
  if (!fragment.startsWith(SECRET)) return TOKEN.test(fragment) ? { token: fragment, seed: null } : null;
  try {
    const letters = fragment.slice(SECRET.length).replaceAll("-", "+").replaceAll("_", "/");
    return linkOf(fromBase64(`${letters}=`));
  } catch (error) {
    if (error instanceof NoteError || error instanceof RosterError) return null;
    throw error;
  }
}

const SECRET = "secret=";
const TOKEN = /^[A-Za-z0-9_-]{8,128}$/u;

const base64url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
