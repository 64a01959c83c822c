import type { Route } from "@niuniu/wire";

/** Calls a route in the signed-in member's name. Throws CallError. */
export type Ask = <Request, Answer>(route: Route<Request, Answer>, request: Request) => Promise<Answer>;
