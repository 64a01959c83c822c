/** The address an invited person opens. The token stands in the fragment, which a browser never sends. */
export const joinLink = (token: string): string => `${location.origin}/join#${token}`;

/** Takes the token out of the address bar, so that it stays in no history and on no projector. */
export function takeToken(): string | null {
  const token = location.hash.slice(1);
  if (!/^[A-Za-z0-9_-]{8,128}$/u.test(token)) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return token;
}
