import type { PathParameters, Route } from "./route.ts";

/** Calls a route, in somebody's name or nobody's. `parameters` are the `:name` parts of its path. Throws `CallError`. */
export type Ask = <Request, Answer>(
  route: Route<Request, Answer>,
  request: Request,
  options?: { readonly parameters?: PathParameters },
) => Promise<Answer>;
