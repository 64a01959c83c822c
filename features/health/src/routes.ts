import { route, type HealthLine } from "@niuniu/wire";

/** Everything that can be told of the house's own health, what needs somebody first. */
export const lines = route<undefined, readonly HealthLine[]>({
  audience: "member",
  method: "GET",
  path: "/health/house",
  takes: "none",
  gives: "json",
});

/** For a supervisor: the process answers. */
export const live = route<undefined, { readonly live: true }>({
  audience: "anyone",
  method: "GET",
  path: "/health/live",
  takes: "none",
  gives: "json",
});

/** For a supervisor: the process and its database answer. Refused "health/not-ready" where they do not, or the server is stopping. */
export const ready = route<undefined, { readonly ready: true }>({
  audience: "anyone",
  method: "GET",
  path: "/health/ready",
  takes: "none",
  gives: "json",
});
