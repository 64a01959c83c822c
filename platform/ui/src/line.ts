/**
 * The full address of something the line itself answers, such as "/cases/sealed". A union or a law office may serve these
 * pages from a server of its own; it then names the line in `<meta name="niuniu-api" content="https://line.example.org">`.
 * Without that, page and line come from the same server. What a receipt signs is the path alone, the same either way.
 */
export function atLine(path: string): string {
  if (typeof document === "undefined") return path;
  return (document.querySelector<HTMLMetaElement>('meta[name="niuniu-api"]')?.content ?? "") + path;
}
