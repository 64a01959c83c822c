import { tab } from "@niuniu/ui";
import type { Session } from "../../routes.ts";

const KEY = "niuniu.session";

/** The session of this tab, if there is one. It names a member and proves nothing until a route accepts its token. */
export function storedSession(): Session | null {
  const text = tab.getItem(KEY);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isSession(value) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps the session in this tab only: no cookie, so no other site can act with it. */
export const keepSession = (session: Session): void => tab.setItem(KEY, JSON.stringify(session));

/** Forgets it here; the server forgets it through `signOut`. */
export const dropSession = (): void => tab.removeItem(KEY);

function isSession(value: unknown): value is Session {
  if (typeof value !== "object" || value === null) return false;
  return "token" in value && "member" in value && typeof value.token === "string" && typeof value.member === "string";
}
