import type { Audience } from "./audience.ts";

/**
 * `json` and `parcel` (see `@niuniu/seal/parcel`) are the two bodies a route takes or gives; `form` is a plain HTML
 * form; `page` is finished HTML for those without JavaScript; `calendar` is a text/calendar; `stream` is a text/event-stream.
 */
export type Body = "none" | "json" | "parcel" | "form" | "page" | "calendar" | "stream";

/** A route as a value: server and browser import the same one, so they cannot disagree about it. */
export interface Route<Request, Answer> {
  readonly audience: Audience;
  readonly method: "GET" | "POST";
  /** Absolute path; `:name` marks a parameter. The first segment is the folder of its feature, or one of the host's own: `record`, `counts`, `changes`. */
  readonly path: `/${string}`;
  readonly takes: Body;
  readonly gives: Body;
  /** Never set: carries the two types. */
  readonly types?: { readonly request: Request; readonly answer: Answer };
}

/** States a route. The types say what travels; the server's door checks the request against a schema of that type. */
export function route<Request, Answer>(value: Omit<Route<Request, Answer>, "types">): Route<Request, Answer> {
  return value;
}

/** The `:name` parts of a route's path, such as `{ from: 3, to: 7 }`. */
export type PathParameters = Readonly<Record<string, string | number>>;

/** A route's address with its `:name` parts filled in. A part that is missing is a mistake of ours: it throws. */
export function pathOf(route: Pick<Route<never, unknown>, "path">, parameters: PathParameters = {}): string {
  return route.path.replaceAll(/:([A-Za-z]+)/g, (_part, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`${route.path} needs ${name}`);
    return encodeURIComponent(value);
  });
}

/** A parcel whose header has this shape; parts are raw bytes in the order the route's comment names. */
export interface ParcelOf<Header> {
  readonly header: Header;
  readonly parts: readonly Uint8Array[];
}

/** Content type of a parcel. */
export const PARCEL = "application/vnd.niuniu.parcel";
