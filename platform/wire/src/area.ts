import { route } from "./route.ts";

/**
 * How much waits for the caller, for the numbers beside a navigation: "cases/open" is what the feature cases calls open. A name that
 * is not there is 0.
 */
export const counts = route<undefined, Readonly<Record<string, number>>>({
  audience: "member",
  method: "GET",
  path: "/counts",
  takes: "none",
  gives: "json",
});

/**
 * One line (`data: changed`) after each minute in which something changed for the caller in one of these features, "cases.people";
 * neither what, nor in which. The names say what is listened to, never for whom: that is the caller. Refused "host/not-found" for
 * anything but 1 to 32 names.
 */
export const changes = route<undefined, AsyncIterable<string>>({
  audience: "member",
  method: "GET",
  path: "/changes/:topics",
  takes: "none",
  gives: "stream",
});
